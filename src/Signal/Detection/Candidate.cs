using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>A peak of the envelope that may be a beat, kept until a later beat or two seconds decide about it.</summary>
internal struct Candidate
{
    /// <summary>Conditioned index of the envelope's peak.</summary>
    public long Peak;

    /// <summary>Conditioned index of the QRS fiducial point.</summary>
    public long Fiducial;

    /// <summary>Envelope of all leads together: 1 for a usual beat.</summary>
    public float Height;

    /// <summary>Logarithm of height ÷ what lies between beats.</summary>
    public float LogCrest;

    /// <summary>Correlation with the best established form; 0 without one.</summary>
    public float Correlation;

    /// <summary>Log-odds of being a beat.</summary>
    public float Score;

    /// <summary>The form that fits best, established or not.</summary>
    public BeatTemplates.Match Match;

    /// <summary>Envelope of each lead at the peak, µV.</summary>
    public LeadVector Envelope;

    /// <summary>Bytes in a snapshot.</summary>
    public static int SizeFor(int leads) => 2 * sizeof(long) + (8 + leads) * sizeof(float);

    public readonly void Save(ref SnapshotWriter writer, int leads)
    {
        writer.Write(Peak);
        writer.Write(Fiducial);
        writer.Write(Height);
        writer.Write(LogCrest);
        writer.Write(Correlation);
        writer.Write(Score);
        writer.Write(Match.Form);
        writer.Write(Match.Correlation);
        writer.Write(Match.Amplitude);
        writer.Write(Match.Shift);
        for (var lead = 0; lead < leads; lead++) writer.Write(Envelope[lead]);
    }

    public void Restore(ref SnapshotReader reader, int leads)
    {
        Peak = reader.Read<long>();
        Fiducial = reader.Read<long>();
        Height = reader.Read<float>();
        LogCrest = reader.Read<float>();
        Correlation = reader.Read<float>();
        Score = reader.Read<float>();
        Match = new BeatTemplates.Match(reader.Read<int>(), reader.Read<float>(), reader.Read<float>(), reader.Read<int>());
        for (var lead = 0; lead < leads; lead++) Envelope[lead] = reader.Read<float>();
    }
}

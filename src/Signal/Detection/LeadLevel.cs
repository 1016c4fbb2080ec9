using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>What the detector knows about one lead, all in µV of the QRS band.</summary>
internal struct LeadLevel
{
    /// <summary>A beat's envelope is taken to be at least this high, µV, so that an asystole's noise is not amplified into beats.</summary>
    public const float LowestBeat = 25;

    private const float LowestNoise = 3;
    private const float HighestTrust = 8;

    /// <summary>Envelope peak of the running beat.</summary>
    public float Beat;

    /// <summary>Steepest slope of the running beat, µV per two samples.</summary>
    public float Slope;

    /// <summary>Running median of the envelope, beats included: what lies between beats.</summary>
    public float Noise;

    /// <summary>Largest envelope in this second and in the one before.</summary>
    public float Highest, HighestBefore;

    /// <summary>Share of this lead in what the leads say together; 0 when it is left out.</summary>
    public float Weight;

    /// <summary>Weight ÷ beat level.</summary>
    public float Gain;

    /// <summary>Largest envelope of the last one to two seconds.</summary>
    public readonly float RecentHighest => Math.Max(Highest, HighestBefore);

    /// <summary>Starts afresh.</summary>
    public void Reset() => this = new LeadLevel { Noise = 20 };

    /// <summary>Follows the median and the maximum of the envelope.</summary>
    /// <param name="envelope">Newest envelope, µV.</param>
    /// <param name="step">Relative step of the median.</param>
    public void Follow(float envelope, float step)
    {
        Noise = Math.Max(LowestNoise, envelope > Noise ? Noise * (1 + step) : Noise / (1 + step));
        if (envelope > Highest) Highest = envelope;
    }

    /// <summary>Moves the running beat towards an accepted one; one beat changes it at most twofold.</summary>
    public void Learn(float envelope, float slope, float rate)
    {
        Beat = Math.Max(LowestBeat, Beat + rate * (Math.Clamp(envelope, 0.5f * Beat, 2 * Beat) - Beat));
        Slope = Slope == 0 ? slope : Slope + rate * (Math.Clamp(slope, 0.5f * Slope, 2 * Slope) - Slope);
    }

    /// <summary>Lowers the beat level towards what the last seconds held: the threshold recovers after a large artifact.</summary>
    public void Recover() => Beat = Math.Max(LowestBeat, 0.75f * Beat + 0.25f * Math.Min(RecentHighest, Beat));

    /// <summary>How far beats stand out of the rest, for weighting.</summary>
    public readonly float Trust => Math.Clamp(Beat / Noise - 1, 0.05f, HighestTrust);

    public readonly void Save(ref SnapshotWriter writer)
    {
        writer.Write(Beat);
        writer.Write(Slope);
        writer.Write(Noise);
        writer.Write(Highest);
        writer.Write(HighestBefore);
        writer.Write(Weight);
        writer.Write(Gain);
    }

    public void Restore(ref SnapshotReader reader)
    {
        Beat = reader.Read<float>();
        Slope = reader.Read<float>();
        Noise = reader.Read<float>();
        Highest = reader.Read<float>();
        HighestBefore = reader.Read<float>();
        Weight = reader.Read<float>();
        Gain = reader.Read<float>();
    }
}

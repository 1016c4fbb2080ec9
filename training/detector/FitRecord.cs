using EcgStream.Evaluation.Ec57;
using EcgStream.Evaluation.MitBih;

namespace EcgStream.DetectorFit;

/// <summary>A record as the fit needs it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Frames">float[n × 2], mV.</param>
/// <param name="Beats">Samples of the reference beats, in order.</param>
/// <param name="Flutter">Where beats are not counted.</param>
internal sealed record FitRecord(string Name, float[] Frames, long[] Beats, IReadOnlyList<SampleSpan> Flutter)
{
    /// <summary>A record of DS1. Nothing else is ever read here.</summary>
    public static FitRecord Load(string folder, string name)
    {
        if (!RecordSet.Ds1.Records.Contains(name)) throw new ArgumentException($"Record {name} is not in DS1.", nameof(name));
        var record = EcgRecord.Load(Path.Combine(folder, name));
        var reference = record.Reference();
        return new FitRecord(name, record.Millivolts, [.. reference.Beats.Select(static beat => beat.Sample)], reference.Flutter);
    }

    /// <summary>Signal of no beats.</summary>
    public static FitRecord Nothing(string name, float[] frames) => new(name, frames, [], []);
}

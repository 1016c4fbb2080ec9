using EcgStream.Signal;
using EcgStream.Signal.Detection;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Runs the product's own QRS detector over a record.</summary>
public static class DetectorRun
{
    /// <summary>Finds the beats of a record.</summary>
    /// <returns>Samples of the R peaks, in order.</returns>
    public static IReadOnlyList<long> Find(EcgRecord record)
    {
        var leads = record.Leads.Select((name, i) => name.Length > 0 ? name : $"lead {i + 1}");
        var detector = new EcgDetector(new SignalFormat(record.SampleRateHz, [.. leads]), RecordSet.Paced.Contains(record.Name));
        var beats = new List<DetectedBeat>();
        detector.Process(record.Millivolts, beats);
        detector.Flush(record.SampleCount, beats);
        return [.. beats.Select(beat => beat.Sample)];
    }
}

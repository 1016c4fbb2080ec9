using EcgStream.Signal;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Features;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Takes one beat of a record with the models' input.</summary>
/// <param name="input">float[<see cref="BeatInput.Length"/>], valid during the call.</param>
public delegate void BeatInputReader(FramedBeat beat, ReadOnlySpan<float> input);

/// <summary>Runs a record through conditioning and beat features as if it arrived live.</summary>
public static class RecordBeats
{
    // When a detector announces a beat, in conditioned samples after R: 0.4 s, its latest but for beats found by search-back.
    private const int AnnouncedAfter = (int)(0.4 * SignalConditioner.RateHz);

    /// <summary>Reads the beats with the given R peaks, in order.</summary>
    /// <param name="record">The samples; annotations are not read.</param>
    /// <param name="rPeaks">Samples of the R peaks, in order.</param>
    /// <param name="read">Called once a beat.</param>
    public static void Read(EcgRecord record, IReadOnlyList<long> rPeaks, BeatInputReader read)
    {
        var format = new SignalFormat(record.SampleRateHz, [.. record.Leads.Select((name, i) => name.Length > 0 ? name : $"lead {i + 1}")]);
        var signal = new SignalConditioner(format);
        var features = new BeatFeatures(signal, LeadChoice.Of(format));
        var input = new float[BeatInput.Length];
        var next = 0;
        for (var at = 0; at < record.Millivolts.Length; at += record.LeadCount)
        {
            signal.Push(record.Millivolts.AsSpan(at, record.LeadCount));
            while (signal.TryAdvance())
            {
                features.Observe();
                while (next < rPeaks.Count && signal.Count >= signal.IndexOf(rPeaks[next]) + AnnouncedAfter) Announce();
                Take();
            }
        }
        while (next < rPeaks.Count) Announce();
        features.Flush();
        Take();

        void Announce()
        {
            features.Add(rPeaks[next++]);
            Take();
        }

        void Take()
        {
            while (features.TryTake(input, out var beat)) read(beat, input);
        }
    }
}

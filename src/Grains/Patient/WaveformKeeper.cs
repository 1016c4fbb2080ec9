using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>Chooses the waveforms that history keeps: those of abnormal beats, of alarms, and of five beats on either side of both.</summary>
internal sealed class WaveformKeeper
{
    private const int Around = 5;

    // The last five beats that were not kept: an abnormal beat after them makes them worth keeping.
    private readonly Queue<(long Beat, ReadOnlyMemory<float> Samples)> before = new(Around);
    private long _keepUntil = -1;

    /// <summary>Looks at the next beat and appends what is to be kept from now on.</summary>
    internal void Observe(in JudgedBeat beat, ReadOnlyMemory<float> samples, List<(long Beat, ReadOnlyMemory<float> Samples)> keep)
    {
        // A beat without a verdict is kept too: somebody will want to see it.
        if (beat.Verdict.Class != BeatClass.Normal || beat.Verdict.IsAnomalous)
        {
            KeepAround(beat.Index, keep);
        }

        if (beat.Index <= _keepUntil)
        {
            keep.Add((beat.Index, samples));
            return;
        }

        if (before.Count == Around) before.Dequeue();
        before.Enqueue((beat.Index, samples));
    }

    /// <summary>Keeps what lies around a beat although no beat is abnormal, because an alarm was raised there.</summary>
    internal void KeepAround(long beat, List<(long Beat, ReadOnlyMemory<float> Samples)> keep)
    {
        while (before.TryDequeue(out var earlier))
            if (earlier.Beat >= beat - Around) keep.Add(earlier);
        _keepUntil = Math.Max(_keepUntil, beat + Around);
    }
}

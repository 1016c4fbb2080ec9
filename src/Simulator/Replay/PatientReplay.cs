using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Replay;

/// <summary>One simulated patient as a producer: what is due next, and what is sent but not stored yet.</summary>
internal sealed class PatientReplay(WardPlan plan, int patient, long firstBeat, DateTimeOffset start)
{
    /// <summary>A producer has at most this much signal above the watermark, then it waits.</summary>
    private const double WindowMs = 30_000;

    private readonly Queue<EcgChunk> unstored = new();
    private EcgChunk? next;
    private double unstoredMs;
    private double sampleTimeMs;
    private DateTimeOffset lastProgress;

    internal string Id { get; } = WardPlan.IdOf(patient);
    internal int Patient => patient;
    internal long FirstBeat { get; } = firstBeat;

    /// <summary>Beats first … <see cref="NextBeat"/> − 1 are sent.</summary>
    internal long NextBeat { get; private set; } = firstBeat;

    internal bool AllStored => unstored.Count == 0;
    internal bool WindowFull => unstoredMs >= WindowMs;

    /// <summary>Sample time from the start of the run to the end of the next beat: a beat is sent when its last sample is due.</summary>
    internal double NextDueMs => sampleTimeMs + Next.RrMs;

    private EcgChunk Next
    {
        get
        {
            if (next is not null) return next;
            var (truth, samples) = plan.BeatAt(patient, NextBeat);
            return next = new EcgChunk(
                Id, BeatFrame.FirstSampleOf(NextBeat), start.AddMilliseconds(sampleTimeMs), truth.RrMs, samples);
        }
    }

    /// <summary>The next beat, from here on sent and not stored.</summary>
    internal EcgChunk Take(DateTimeOffset now)
    {
        var chunk = Next;
        next = null;
        if (unstored.Count == 0) lastProgress = now;
        unstored.Enqueue(chunk);
        unstoredMs += chunk.RrMs;
        sampleTimeMs += chunk.RrMs;
        NextBeat++;
        return chunk;
    }

    /// <summary>Forgets what the watermark has passed.</summary>
    internal void Advance(long watermark, DateTimeOffset now)
    {
        while (unstored.TryPeek(out var oldest) && oldest.FirstSample + oldest.Samples.Length <= watermark)
        {
            unstoredMs -= unstored.Dequeue().RrMs;
            lastProgress = now;
        }
    }

    /// <summary>What to send again: everything not stored, after 2 s without progress.</summary>
    internal IEnumerable<EcgChunk> TakeOverdue(DateTimeOffset now)
    {
        if (unstored.Count == 0 || now - lastProgress < TimeSpan.FromSeconds(2)) return [];
        lastProgress = now;
        return unstored;
    }
}

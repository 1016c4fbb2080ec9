using System.Diagnostics.CodeAnalysis;
using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Replay;

/// <summary>One simulated patient as a producer: what is due next, and what is sent but not stored yet.</summary>
internal sealed class PatientReplay(WardPlan plan, int patient, long firstBeat, DateTimeOffset start, TimeProvider time)
{
    private EcgChunk? next;
    private double sampleTimeMs;

    internal string Id { get; } = WardPlan.IdOf(patient);
    internal int Patient => patient;
    internal long FirstBeat { get; } = firstBeat;

    /// <summary>Beats first … <see cref="NextBeat"/> − 1 are sent.</summary>
    internal long NextBeat { get; private set; } = firstBeat;

    /// <summary>What is sent and not stored: at most 30 s of signal.</summary>
    internal ProducerWindow<EcgChunk> Unstored { get; } = new(time, BeatFrame.FirstSampleOf(firstBeat));

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

    /// <summary>The next beat, from here on sent and not stored; false while the window is full.</summary>
    internal bool TryTake([NotNullWhen(true)] out EcgChunk? chunk)
    {
        chunk = Next;
        if (!Unstored.TryAdd(chunk.FirstSample, chunk.Samples.Length, chunk.RrMs, chunk)) return false;
        next = null;
        sampleTimeMs += chunk.RrMs;
        NextBeat++;
        return true;
    }
}

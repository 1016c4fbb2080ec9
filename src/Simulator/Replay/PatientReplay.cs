using System.Diagnostics.CodeAnalysis;
using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Replay;

/// <summary>One simulated patient as a producer: what is due next, and what is sent but not stored yet.</summary>
/// <param name="statusPeriodMs">Sample time after which the producer says what it sees when it has no beat to send.</param>
internal sealed class PatientReplay(
    WardPlan plan, int patient, long firstBeat, DateTimeOffset start, double statusPeriodMs, TimeProvider time)
{
    private (EcgChunk Chunk, ScenarioBeat Truth)? _next;
    private double _signalMs;      // sample time up to the end of the last beat sent
    private readonly double _statusPeriodMs = statusPeriodMs;
    private double _nextStatusMs = statusPeriodMs;
    private bool _told;            // something has been said since the last beat

    internal string Id { get; } = WardPlan.IdOf(patient);
    internal int Patient => patient;
    internal long FirstBeat { get; } = firstBeat;

    /// <summary>Beats first … <see cref="NextBeat"/> − 1 are sent.</summary>
    internal long NextBeat { get; private set; } = firstBeat;

    /// <summary>What is sent and not stored: at most 30 s of signal.</summary>
    internal ProducerWindow<EcgChunk> Unstored { get; } = new(time, BeatFrame.FirstSampleOf(firstBeat));

    /// <summary>Sample time from the start of the run to the end of the next beat: a beat is sent when its last sample is due.</summary>
    internal double NextDueMs => _signalMs + Next.Truth.SilenceMs + Next.Truth.RrMs;

    /// <summary>Sample time at which the next beat or status is due.</summary>
    internal double NextEventMs => Math.Min(NextDueMs, NextStatusMs);

    // A lead that comes off is told at once; a producer that has fallen silent tells nothing.
    private double NextStatusMs => Next.Truth switch
    {
        { SilenceMs: > 0, Silence: Silence.LeadOff } when !_told => _signalMs,
        { SilenceMs: > 0, Silence: Silence.Lost } => double.PositiveInfinity,
        _ => _nextStatusMs,
    };

    private (EcgChunk Chunk, ScenarioBeat Truth) Next
    {
        get
        {
            if (_next is { } known) return known;
            var (truth, samples) = plan.BeatAt(patient, NextBeat);
            var at = start.AddMilliseconds(_signalMs + truth.SilenceMs);
            _next = (new EcgChunk(Id, BeatFrame.FirstSampleOf(NextBeat), at, truth.RrMs, samples), truth);
            return _next.Value;
        }
    }

    /// <summary>The next beat, from here on sent and not stored; false while the window is full.</summary>
    internal bool TryTake([NotNullWhen(true)] out EcgChunk? chunk)
    {
        (chunk, var truth) = Next;
        if (!Unstored.TryAdd(chunk.FirstSample, chunk.Samples.Length, chunk.RrMs, chunk)) return false;
        _next = null;
        _signalMs += truth.SilenceMs + truth.RrMs;
        (_nextStatusMs, _told) = (_signalMs + _statusPeriodMs, false);
        NextBeat++;
        return true;
    }

    /// <summary>The status that is due now.</summary>
    internal EcgStatus TakeStatus()
    {
        var atMs = NextStatusMs;
        (_nextStatusMs, _told) = (atMs + _statusPeriodMs, true);
        var leadOff = Next.Truth is { SilenceMs: > 0, Silence: Silence.LeadOff } && atMs < _signalMs + Next.Truth.SilenceMs;
        return Status(atMs, leadOff ? ProducerState.LeadOff : ProducerState.Watching);
    }

    /// <summary>The last word of a producer that ends on purpose.</summary>
    internal EcgStatus Standby() => Status(_signalMs, ProducerState.Standby);

    private EcgStatus Status(double atMs, ProducerState state) => new(
        Id, start.AddMilliseconds(atMs), BeatFrame.FirstSampleOf(NextBeat), state, start.AddMilliseconds(_signalMs));
}

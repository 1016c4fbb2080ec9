using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Follows what no beat tells: a heart that has stopped and a lead that is off (the producer says so), a producer that has
/// fallen silent and an analysis that stands still (the clock says so). Answers are appended to a list of changes.
/// </summary>
internal sealed class PresenceWatch
{
    private readonly TimeProvider _time;
    private readonly LastingCondition _asystole = LastingCondition.Asystole();
    private readonly LastingCondition _leadOff = LastingCondition.LeadOff();
    private readonly LastingCondition _lost;
    private readonly LastingCondition _stopped;
    private long _heardAt, _progressAt; // timestamps
    private long _awaited;              // the beat that ends asystole and lead-off
    private bool _connected, _standby, _waiting;

    /// <param name="open">Alarms whose condition is present.</param>
    /// <param name="connected">The patient has sent something before: silence counts from now on.</param>
    internal PresenceWatch(TimeProvider time, PatientOptions options, IEnumerable<AlarmChange> open, bool connected)
    {
        (_time, _connected, _heardAt) = (time, connected, time.GetTimestamp());
        _lost = LastingCondition.SignalLost(options.SignalLost);
        _stopped = LastingCondition.AnalysisStopped(options.AnalysisStopped);
        foreach (var alarm in open)
        {
            foreach (var condition in (ReadOnlySpan<LastingCondition>)[_asystole, _leadOff, _lost, _stopped])
                if (condition.Name == alarm.Rule) condition.Resume(alarm);
            if (alarm.Rule is LastingCondition.AsystoleRuleName or LastingCondition.LeadOffRuleName) _awaited = alarm.OnsetBeat;
        }
    }

    /// <summary>What is known of the signal.</summary>
    internal PatientSignal Signal =>
        _asystole.IsPresent ? PatientSignal.NoBeat
        : _leadOff.IsPresent ? PatientSignal.LeadOff
        : _lost.IsPresent ? PatientSignal.Lost
        : _standby ? PatientSignal.Standby
        : PatientSignal.Present;

    /// <summary>Timestamp at which <see cref="Look"/> will have something to say; long.MaxValue for never.</summary>
    internal long DueAt => Math.Min(
        _connected && !_standby ? After(_heardAt, _lost.NextAt) : long.MaxValue,
        _waiting ? After(_progressAt, _stopped.NextAt) : long.MaxValue);

    /// <summary>Samples came.</summary>
    /// <param name="beat">The beat that they belong to.</param>
    internal void Heard(long beat, DateTimeOffset start, List<AlarmChange> changes)
    {
        Heard(start, changes);
        _standby = false;
        if (beat < _awaited) return; // sent once more; it was before the silence
        Add(_asystole.End(start), changes);
        Add(_leadOff.End(start), changes);
    }

    /// <summary>The producer says what it sees.</summary>
    /// <param name="nextBeat">The beat that is next in order.</param>
    internal void Report(EcgStatus status, long nextBeat, List<AlarmChange> changes)
    {
        Heard(status.At, changes);
        var beat = BeatFrame.BeatOf(status.NextSample);
        if (beat < nextBeat) return; // overtaken: a later beat is here
        _awaited = beat;
        _standby = status.State == ProducerState.Standby;
        var lasted = status.At - status.Since;
        if (status.State == ProducerState.Watching) Add(_asystole.Observe(lasted, beat, status.Since), changes);
        else Add(_asystole.End(status.At), changes);
        if (status.State == ProducerState.LeadOff) Add(_leadOff.Observe(lasted, beat, status.Since), changes);
        else Add(_leadOff.End(status.At), changes);
    }

    /// <summary>Whether beats wait for a verdict now.</summary>
    /// <param name="progress">True when one has just got it.</param>
    internal void Await(bool waiting, bool progress, DateTimeOffset signalEnd, List<AlarmChange> changes)
    {
        if (progress) Add(_stopped.End(signalEnd), changes);
        if (progress || waiting && !_waiting) _progressAt = _time.GetTimestamp();
        _waiting = waiting;
    }

    /// <summary>Looks at the clock.</summary>
    /// <param name="nextBeat">The beat that is next in order.</param>
    /// <param name="signalEnd">Sample time up to which beats have been taken.</param>
    internal void Look(long nextBeat, DateTimeOffset signalEnd, List<AlarmChange> changes)
    {
        if (_connected && !_standby) Add(_lost.Observe(_time.GetElapsedTime(_heardAt), nextBeat, signalEnd), changes);
        if (_waiting) Add(_stopped.Observe(_time.GetElapsedTime(_progressAt), nextBeat, signalEnd), changes);
    }

    /// <summary>Why a status makes no sense, or null.</summary>
    internal static string? RefusalOf(EcgStatus status)
    {
        if (status.NextSample < 0 || status.NextSample % BeatFrame.SampleCount != 0)
            return $"the next sample {status.NextSample} does not begin a beat";
        if (!Enum.IsDefined(status.State)) return "the state is unknown";
        if (status.Since > status.At || status.At - status.Since > TimeSpan.FromDays(1)) return "since must lie within a day before at";
        return ChunkCheck.IsPlausible(status.At) && ChunkCheck.IsPlausible(status.Since) ? null : "the times are outside the years 1900 to 2199";
    }

    private void Heard(DateTimeOffset at, List<AlarmChange> changes)
    {
        (_heardAt, _connected) = (_time.GetTimestamp(), true);
        if (_lost.IsPresent) Add(_lost.End(at), changes);
    }

    private long After(long timestamp, TimeSpan span) => span == TimeSpan.MaxValue
        ? long.MaxValue
        : timestamp + (long)Math.Ceiling(span.TotalSeconds * _time.TimestampFrequency);

    private static void Add(in AlarmChange? change, List<AlarmChange> changes)
    {
        if (change is { } some) changes.Add(some);
    }
}

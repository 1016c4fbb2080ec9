using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Grains.Patient;

/// <summary>
/// What the patient's verdicts mean: runs the rules, keeps the alarms and the audio pause, gathers what is to be stored and
/// shows the patient's status to whoever looks.
/// </summary>
internal sealed class PatientConclusions
{
    // A commit that takes longer than this is not waited for.
    private static readonly TimeSpan PromptCommit = TimeSpan.FromSeconds(1);

    private readonly string _id;
    private string? _bed;
    private readonly PatientServices _services;
    private readonly PendingWrite _pending;
    private readonly PresenceWatch _presence;
    private readonly AlarmRules _rules;
    private readonly PatientAlarms _alarms;
    private readonly MeanHeartRate _heartRate = new();
    private readonly WaveformKeeper _waveforms = new();
    private long _beats;
    private AudioPause? _audioPause;
    private List<AlarmRecord>? _heldBack; // by the clock, and shown to nobody yet; made for the few patients that need it

    internal PatientConclusions(
        PatientOpening opening, PatientAlarms alarms, PatientServices services, PendingWrite pending, PresenceWatch presence)
    {
        var patient = opening.Patient;
        (_id, _bed, _beats, _audioPause) = (patient.PatientId, patient.Bed, patient.Beats, patient.AudioPause);
        (_services, _pending, _presence, _alarms) = (services, pending, presence, alarms);
        _rules = AlarmRules.Default(patient.Limits.HeartRateLow, patient.Limits.HeartRateHigh, patient.Limits.VentricularRateHigh);
        _rules.Replay(opening.RecentBeats, alarms.Present);
        foreach (var beat in opening.RecentBeats) _heartRate.Add(beat.RrMs);
        Status = StatusOf(opening.RecentBeats.Count > 0 ? opening.RecentBeats[^1] : null);
        services.Board.Update(Status);
    }

    internal PatientStatus Status { get; private set; }

    /// <summary>What rules and watches have said since <see cref="ApplyGathered"/>.</summary>
    internal List<AlarmChange> Changes { get; } = [];

    /// <summary>When the audio pause is over by itself; null without one.</summary>
    internal DateTimeOffset? PausedUntil => _audioPause?.Until;

    /// <summary>Bed and limits from the next beat on.</summary>
    internal void Change(string? bed, AlarmLimits limits)
    {
        _bed = bed;
        _rules.ChangeLimits(limits.HeartRateLow, limits.HeartRateHigh, limits.VentricularRateHigh);
        Status = Status with { Bed = bed };
        Show();
    }

    /// <summary>A beat with its verdict is next in order.</summary>
    /// <param name="samples">140 samples in z-score units.</param>
    internal void Conclude(in JudgedBeat judged, ReadOnlyMemory<float> samples)
    {
        var beat = judged with { Quality = SignalQualityCheck.Of(samples.Span) };
        _beats++;
        _pending.Beats.Add(beat);
        _pending.Watermark = BeatFrame.FirstSampleOf(beat.Index + 1);
        _waveforms.Observe(beat, samples, _pending.Waveforms);
        _heartRate.Add(beat.RrMs);
        _rules.Observe(beat, Changes);
        foreach (var change in Changes)
        {
            if (change.Transition == AlarmTransition.Raised) _waveforms.KeepAround(beat.Index, _pending.Waveforms);
            Apply(change);
        }

        Changes.Clear();
        Publish(beat, samples);
    }

    /// <summary>Beats that are lost for good are next in order.</summary>
    internal void Conclude(in Hole hole)
    {
        _heartRate.Reset(); // the rate before a hole says nothing of the one behind it
        _pending.Holes.Add(hole);
        _pending.Watermark = BeatFrame.FirstSampleOf(hole.FirstBeat + hole.BeatCount);
    }

    /// <summary>A change that no beat brought about: the status tells of it now.</summary>
    internal void ApplyNow(in AlarmChange change)
    {
        Apply(change);
        Status = Status with { Alarm = _alarms.MostUrgent?.Text, AlarmPriority = _alarms.MostUrgent?.Priority ?? AlarmPriority.Event };
        Show();
    }

    /// <summary>As above, for what has gathered in <see cref="Changes"/>.</summary>
    /// <param name="nextBeat">The beat that would be next.</param>
    internal void ApplyGathered(long nextBeat)
    {
        if (Changes.Count == 0) return;
        foreach (var change in Changes)
        {
            if (change.Rule is LastingCondition.AsystoleRuleName or LastingCondition.LeadOffRuleName or LastingCondition.SignalLostRuleName)
                _heartRate.Reset(); // the rate before a silence says nothing of the one behind it
            if (change.Transition == AlarmTransition.Raised) _waveforms.KeepAround(nextBeat - 1, _pending.Waveforms);
            ApplyNow(change);
        }

        Changes.Clear();
    }

    /// <summary>Alarms are durable: viewers see the mark <em>unstored</em> go.</summary>
    internal void Stored(IReadOnlyList<AlarmRecord> alarms)
    {
        foreach (var alarm in alarms)
        {
            _alarms.Stored(alarm);
            _heldBack?.RemoveAll(held => held.Id == alarm.Id && held.ChangedAt <= alarm.ChangedAt);
            PatientLog.AlarmStored(_services.Log, alarm.Rule, alarm.State);
            _services.Board.Publish(alarm);
        }
    }

    /// <summary>The store does not take what is pending: no alarm waits for it any longer.</summary>
    internal void NotStored()
    {
        foreach (var alarm in _heldBack ?? []) _services.Board.Publish(alarm);
        _heldBack = null;
    }

    /// <summary>The audio pause that would begin now.</summary>
    internal AudioPause NewAudioPause(string by, TimeSpan duration)
    {
        var now = _services.Time.GetUtcNow();
        var present = _alarms.MostUrgent?.Priority ?? AlarmPriority.Low;
        return new(now + duration, by, now, present > AlarmPriority.Low ? present : AlarmPriority.Low);
    }

    /// <summary>A pause, or its end, is durable.</summary>
    internal void SetAudioPause(AudioPause? pause)
    {
        _audioPause = pause;
        _pending.BreaksAudioPause = false; // an older one
        if (pause is not null && _alarms.MostUrgent?.Priority > pause.Covers) BreakAudioPause(); // raised while it was stored
        Show();
    }

    /// <summary>Ends an audio pause whose time is over.</summary>
    internal void LookAtTheClock()
    {
        if (_audioPause is null || _audioPause.Until > _services.Time.GetUtcNow()) return;
        _audioPause = null;
        Show();
    }

    /// <summary>Brings the status up to date, with the last beat where there is a newer one.</summary>
    internal void Show(JudgedBeat? last = null)
    {
        Status = last is null
            ? Status with
            {
                Watermark = _pending.Stored, UpdatedAt = _services.Time.GetUtcNow(), HeartRate = HeartRate, Signal = _presence.Signal, AudioPause = _audioPause,
            }
            : StatusOf(last);
        _services.Board.Update(Status);
    }

    private void Apply(in AlarmChange change)
    {
        if (_alarms.Apply(change, _services.Time.GetUtcNow()) is not { } alarm) return;
        _pending.Alarms.Add(alarm);
        if (change.Transition != AlarmTransition.ConditionGone && alarm.Priority > _audioPause?.Covers) BreakAudioPause();
        PatientLog.AlarmJudged(_services.Log, alarm.Rule, alarm.State);
        if (IsByClock(alarm.Rule) && _services.History.Healthy && _services.History.CommitTime < PromptCommit) (_heldBack ??= []).Add(alarm);
        else _services.Board.Publish(alarm); // at once, marked unstored: an alarm does not wait for a disk
    }

    /// <summary>
    /// True for what no beat tells, but this process's clock. Whoever judges the same beats again comes to the same alarms; these an
    /// activation that is stale without knowing would raise for itself alone. So they are shown once they are stored.
    /// </summary>
    private static bool IsByClock(string rule) =>
        rule is LastingCondition.SignalLostRuleName or LastingCondition.AnalysisStoppedRuleName or GapWatch.Rule;

    private void BreakAudioPause()
    {
        _audioPause = null;
        _pending.BreaksAudioPause = true;
    }

    private void Publish(in JudgedBeat beat, ReadOnlyMemory<float> samples)
    {
        var verdict = beat.Verdict;
        _services.Board.Publish(new LiveVerdict(
            _id, beat.Index, beat.Start, beat.RrMs, verdict.Class, verdict.Probability,
            verdict.Threshold > 0 ? verdict.AnomalyScore : 0, verdict.Disagree, beat.SampleHash, verdict.ModelSet));
        if (_services.Board.IsTraced(_id))
            _services.Board.Publish(new TraceBeat(_id, beat.Index, beat.Start, beat.RrMs, verdict.Class, TraceBeat.Pack(samples.Span)));
    }

    private double? HeartRate => _presence.Signal switch
    {
        PatientSignal.Present => _heartRate.PerMinute,
        PatientSignal.NoBeat => 0,
        _ => null,
    };

    private PatientStatus StatusOf(JudgedBeat? last)
    {
        var verdict = last?.Verdict ?? default;
        var alarm = _alarms.MostUrgent;
        return new(
            _id, _bed, _pending.Stored, _beats, last?.Start, HeartRate, verdict.Class, verdict.Probability,
            verdict.Threshold > 0 ? verdict.AnomalyScore : 0, alarm?.Text, alarm?.Priority ?? AlarmPriority.Event,
            Live: true, _services.Time.GetUtcNow(), _presence.Signal, _audioPause);
    }
}

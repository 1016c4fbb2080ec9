using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// A patient's flow from chunk to watermark: sequencer → inference → rules → History and live feed. Everything runs on
/// the grain's scheduler; verdicts and commits come back to it through the mailbox.
/// </summary>
internal sealed class PatientMonitor
{
    /// <summary>Beats that rules and heart rate look back on when an activation begins: two minutes, the longest rule, at 100/min.</summary>
    internal const int RecentBeats = 200;

    private readonly string id;
    private string? bed;
    private readonly PatientServices services;
    private readonly PatientOptions options;
    private readonly Action replaced;
    private readonly PatientMailbox mailbox;
    private readonly BeatSequencer sequencer;
    private readonly InFlightBeats inFlight = new();
    private readonly AlarmRules rules;
    private readonly List<AlarmChange> changes = [];
    private readonly PatientAlarms alarms;
    private readonly MeanHeartRate heartRate = new();
    private readonly WaveformKeeper waveforms = new();
    private readonly GapWatch gaps;
    private readonly RefusalWatch refusals;
    private readonly PresenceWatch presence;
    private readonly PendingWrite pending;
    private readonly List<(long Sample, TaskCompletionSource Stored)> waiting = [];
    private Beat? held; // taken from the sequencer, not yet taken by a full inference queue
    private long watermark;
    private long beats;
    private DateTimeOffset signalEnd; // sample time up to which beats have been taken
    private AudioPause? audioPause;
    private bool retrying, watching, closed;

    internal PatientMonitor(
        PatientOpening opening, PatientServices services, PatientOptions options, TaskScheduler scheduler, Action replaced)
    {
        var patient = opening.Patient;
        (id, bed, watermark, beats, audioPause) = (patient.PatientId, patient.Bed, patient.Watermark, patient.Beats, patient.AudioPause);
        (this.services, this.options, this.replaced) = (services, options, replaced);
        mailbox = new PatientMailbox(scheduler, OpenMailbox);
        sequencer = new BeatSequencer(BeatFrame.BeatOf(watermark), options.MaxUnstoredBeats);
        pending = new PendingWrite(id, patient.Epoch) { Watermark = watermark };
        alarms = new PatientAlarms(id, opening.OpenAlarms);
        gaps = new GapWatch(sequencer, options, services.Time, alarms.Present
            .Where(alarm => alarm.Rule == GapWatch.Rule).Select(alarm => (long?)alarm.OnsetBeat).Min());
        refusals = new RefusalWatch(alarms.Present
            .Where(alarm => alarm.Rule == RefusalWatch.Rule).Select(alarm => (long?)alarm.OnsetBeat).Max());
        presence = new PresenceWatch(services.Time, options, alarms.Present, connected: watermark > 0);
        rules = AlarmRules.Default(patient.Limits.HeartRateLow, patient.Limits.HeartRateHigh, patient.Limits.VentricularRateHigh);
        rules.Replay(opening.RecentBeats, alarms.Present);
        foreach (var beat in opening.RecentBeats) heartRate.Add(beat.RrMs);
        signalEnd = opening.RecentBeats.Count > 0 ? EndOf(opening.RecentBeats[^1].Start, opening.RecentBeats[^1].RrMs) : services.Time.GetUtcNow();
        Status = StatusOf(opening.RecentBeats.Count > 0 ? opening.RecentBeats[^1] : null);
        services.Board.Update(Status);
        services.Board.Mailboxes[id] = mailbox;
        mailbox.DueAt = DueAt();
    }

    internal PatientStatus Status { get; private set; }

    /// <summary>What is said of a patient nobody has admitted.</summary>
    internal static PatientStatus Unknown(string id) =>
        new(id, null, 0, 0, null, null, BeatClass.Unknown, 0, 0, null, AlarmPriority.Event, false, default);

    internal AppendReply Append(EcgChunk chunk)
    {
        var reply = sequencer.Accept(chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples, services.Time.GetTimestamp());
        if (reply.Outcome != ChunkOutcome.Refused)
        {
            presence.Heard(BeatFrame.BeatOf(chunk.FirstSample), chunk.StartTime, changes);
            ApplyNow();
        }

        Submit();
        return Answer(reply);
    }

    internal AppendReply Report(EcgStatus status)
    {
        if (PresenceWatch.RefusalOf(status) is { } refusal) return new(AppendOutcome.Refused, watermark, refusal);
        presence.Report(status, sequencer.NextBeat, changes);
        ApplyNow();
        Submit();
        if (Status.Signal != presence.Signal) Show(last: null);
        return new(AppendOutcome.Taken, watermark);
    }

    /// <summary>Bed and limits from the next beat on.</summary>
    internal void Change(string? bedLabel, AlarmLimits limits)
    {
        bed = bedLabel;
        rules.ChangeLimits(limits.HeartRateLow, limits.HeartRateHigh, limits.VentricularRateHigh);
        Status = Status with { Bed = bed };
        Show(last: null);
    }

    /// <summary>The pause that would begin now.</summary>
    internal AudioPause NewAudioPause(string by)
    {
        var now = services.Time.GetUtcNow();
        var present = alarms.MostUrgent?.Priority ?? AlarmPriority.Low;
        return new(now + options.AudioPause, by, now, present > AlarmPriority.Low ? present : AlarmPriority.Low);
    }

    /// <summary>A pause, or its end, is durable.</summary>
    internal void SetAudioPause(AudioPause? pause)
    {
        audioPause = pause;
        pending.BreaksAudioPause = false; // an older one
        if (pause is not null && alarms.MostUrgent?.Priority > pause.Covers) BreakAudioPause(); // raised while it was stored
        Show(last: null);
        Submit();
    }

    internal AppendReply DeclareLost(long firstSample, long count)
    {
        if (firstSample % BeatFrame.SampleCount != 0 || count % BeatFrame.SampleCount != 0)
            return new(AppendOutcome.Refused, watermark, $"only whole beats of {BeatFrame.SampleCount} samples can be declared lost");
        var reply = sequencer.DeclareLost(firstSample / BeatFrame.SampleCount, count / BeatFrame.SampleCount);
        Submit();
        return Answer(reply);
    }

    internal async Task<long> WaitStored(long sample, TimeSpan timeout)
    {
        if (sample <= watermark) return watermark;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((sample, stored));
        var limit = timeout < TimeSpan.FromSeconds(20) ? timeout : TimeSpan.FromSeconds(20);
        try { await stored.Task.WaitAsync(limit, services.Time); }
        catch (TimeoutException) { waiting.RemoveAll(entry => entry.Stored == stored); }
        return watermark;
    }

    internal void Close()
    {
        closed = true;
        services.Board.Remove(id);
        services.Board.Mailboxes.TryRemove(new(id, mailbox));
        foreach (var (_, stored) in waiting) stored.TrySetResult();
    }

    private AppendReply Answer(ChunkReply reply) => new((AppendOutcome)reply.Outcome, watermark, reply.Reason);

    /// <summary>Hands whole beats to inference while it has room and the patient's window is not full.</summary>
    private void Submit()
    {
        while (TryTakeNext(out var next))
        {
            if (!services.Inference.TrySubmit(next, services.Time.GetUtcNow(), mailbox))
            {
                held = next; // offered again with the next chunk or verdict
                break;
            }

            inFlight.Add(next);
        }

        if (!gaps.IsQuiet) FollowGaps();
        Conclude();
        presence.Await(held is not null || !inFlight.IsEmpty, progress: false, signalEnd, changes);
        mailbox.DueAt = DueAt();
    }

    private void FollowGaps()
    {
        if (!services.Board.Absence.IsInDoubt && gaps.Observe(signalEnd) is { } change) ApplyNow(change);
        if (!watching) _ = WatchGapsAsync();
    }

    /// <summary>
    /// Runs while beats are missing, and only then: of thousands of patients few have a gap, and the others pay for no
    /// timer and no sweep. On the grain's scheduler like everything here.
    /// </summary>
    private async Task WatchGapsAsync()
    {
        watching = true;
        while (!closed && gaps.UntilNextLook() is { } wait)
        {
            await Task.Delay(wait, services.Time);
            if (closed) break;
            if (!services.Board.Absence.IsInDoubt) gaps.GiveUp();
            Submit();
        }

        watching = false;
    }

    private bool TryTakeNext(out Beat next)
    {
        if (held is { } kept)
        {
            (next, held) = (kept, null);
            return true;
        }

        next = default;
        if (sequencer.NextBeat - BeatFrame.BeatOf(watermark) >= options.MaxUnstoredBeats) return false;
        while (sequencer.TryTakeHole(out var hole))
            inFlight.Add(new Hole(hole.FirstBeat, hole.BeatCount, services.Time.GetUtcNow(), gaps.ReasonOf(hole)));
        if (!sequencer.TryTake(out next)) return false;
        signalEnd = EndOf(next.Start, next.RrMs);
        return true;
    }

    /// <summary>One turn: everything that came in since the last.</summary>
    private void OpenMailbox(PatientMailbox box)
    {
        if (closed) return;
        var progress = false;
        while (box.Verdicts.TryDequeue(out var judged))
        {
            inFlight.Complete(judged);
            progress = true;
        }

        if (progress) presence.Await(waiting: true, progress, signalEnd, changes);
        LookAtTheClock();
        while (box.Commits.TryDequeue(out var answer)) Heard(answer);
        Submit();
    }

    private void LookAtTheClock()
    {
        if (!services.Board.Absence.IsInDoubt)
        {
            presence.Look(sequencer.NextBeat, signalEnd, changes);
            ApplyNow();
        }

        if (audioPause?.Until > services.Time.GetUtcNow() || audioPause is null) return;
        audioPause = null;
        Show(last: null);
    }

    /// <summary>When the clock is to be looked at again, timestamp.</summary>
    private long DueAt()
    {
        if (audioPause is not { } pause) return presence.DueAt;
        var left = Math.Max(0, (pause.Until - services.Time.GetUtcNow()).TotalSeconds);
        return Math.Min(presence.DueAt, services.Time.GetTimestamp() + (long)Math.Ceiling(left * services.Time.TimestampFrequency));
    }

    private void BreakAudioPause()
    {
        audioPause = null;
        pending.BreaksAudioPause = true;
    }

    /// <summary>Draws the conclusions of all verdicts that are next in order, and writes them.</summary>
    private void Conclude()
    {
        JudgedBeat? last = null;
        while (true)
        {
            if (inFlight.TryTake(out var beat, out var samples))
            {
                Conclude(beat, samples);
                last = beat;
            }
            else if (inFlight.TryTakeHole(out var hole))
            {
                heartRate.Reset(); // the rate before a hole says nothing of the one behind it
                pending.Holes.Add(hole);
                pending.Watermark = BeatFrame.FirstSampleOf(hole.FirstBeat + hole.BeatCount);
            }
            else
            {
                break;
            }
        }

        if (last is not null) Show(last);
        Write();
    }

    private void Conclude(in JudgedBeat judged, ReadOnlyMemory<float> samples)
    {
        var beat = judged with { Quality = SignalQualityCheck.Of(samples.Span) };
        beats++;
        pending.Beats.Add(beat);
        pending.Watermark = BeatFrame.FirstSampleOf(beat.Index + 1);
        waveforms.Observe(beat, samples, pending.Waveforms);
        heartRate.Add(beat.RrMs);
        rules.Observe(beat, changes);
        foreach (var change in changes)
        {
            if (change.Transition == AlarmTransition.Raised) waveforms.KeepAround(beat.Index, pending.Waveforms);
            Apply(change);
        }

        changes.Clear();
        var verdict = beat.Verdict;
        services.Board.Publish(new LiveVerdict(
            id, beat.Index, beat.Start, beat.RrMs, verdict.Class, verdict.Probability,
            verdict.Threshold > 0 ? verdict.AnomalyScore : 0, verdict.Disagree, beat.SampleHash, verdict.ModelSet));
        if (services.Board.IsTraced(id))
            services.Board.Publish(new TraceBeat(id, beat.Index, beat.Start, beat.RrMs, verdict.Class, TraceBeat.Pack(samples.Span)));
    }

    private void Apply(in AlarmChange change)
    {
        if (alarms.Apply(change, services.Time.GetUtcNow()) is not { } alarm) return;
        pending.Alarms.Add(alarm);
        if (change.Transition != AlarmTransition.ConditionGone && alarm.Priority > audioPause?.Covers) BreakAudioPause();
        PatientLog.AlarmJudged(services.Log, alarm.Rule, alarm.State);
        services.Board.Publish(alarm); // at once, marked unstored: an alarm does not wait for a disk
    }

    /// <summary>A change that no beat brought about: the status tells of it now.</summary>
    private void ApplyNow(in AlarmChange change)
    {
        Apply(change);
        Status = Status with { Alarm = alarms.MostUrgent?.Text, AlarmPriority = alarms.MostUrgent?.Priority ?? AlarmPriority.Event };
        Show(last: null);
    }

    /// <summary>As above, for what has gathered in <see cref="changes"/>.</summary>
    private void ApplyNow()
    {
        if (changes.Count == 0) return;
        foreach (var change in changes)
        {
            if (change.Rule is LastingCondition.AsystoleRuleName or LastingCondition.LeadOffRuleName or LastingCondition.SignalLostRuleName)
                heartRate.Reset(); // the rate before a silence says nothing of the one behind it
            if (change.Transition == AlarmTransition.Raised) waveforms.KeepAround(sequencer.NextBeat - 1, pending.Waveforms);
            ApplyNow(change);
        }

        changes.Clear();
    }

    private void Write()
    {
        if (retrying || pending.TryBegin() is not { } batch) return;
        if (!services.History.TryWrite(batch, mailbox)) _ = WriteAgainAsync();
    }

    /// <summary>Offers the batch under way once more, after a pause; on the grain's scheduler like everything here.</summary>
    private async Task WriteAgainAsync()
    {
        retrying = true;
        do await Task.Delay(options.StoreRetry, services.Time);
        while (!closed && pending.UnderWay is { } batch && !services.History.TryWrite(batch, mailbox));
        retrying = false;
    }

    private void Heard(in CommitAnswer answer)
    {
        if (!ReferenceEquals(answer.Batch, pending.UnderWay)) return;
        switch (answer.Outcome)
        {
            case CommitOutcome.Committed:
                pending.Done();
                watermark = answer.Batch.Watermark;
                foreach (var alarm in answer.Alarms)
                {
                    alarms.Stored(alarm);
                    PatientLog.AlarmStored(services.Log, alarm.Rule, alarm.State);
                    services.Board.Publish(alarm);
                }

                if (refusals.Observe(answer.Refused, BeatFrame.BeatOf(watermark), services.Time.GetUtcNow()) is { } refused) ApplyNow(refused);
                Show(last: null);
                foreach (var (_, stored) in waiting.Where(entry => entry.Sample <= watermark)) stored.TrySetResult();
                waiting.RemoveAll(entry => entry.Sample <= watermark);
                break;
            case CommitOutcome.Stale:
                closed = true;
                replaced();
                break;
            case CommitOutcome.Failed:
                _ = WriteAgainAsync();
                break;
        }
    }

    private void Show(JudgedBeat? last)
    {
        Status = last is null ? WithWatermark() : StatusOf(last);
        services.Board.Update(Status);
    }

    private static DateTimeOffset EndOf(DateTimeOffset start, double rrMs) => start.AddMilliseconds(rrMs);

    private PatientStatus WithWatermark() => Status with
    {
        Watermark = watermark, UpdatedAt = services.Time.GetUtcNow(), HeartRate = HeartRate, Signal = presence.Signal, AudioPause = audioPause,
    };

    private double? HeartRate => presence.Signal switch
    {
        PatientSignal.Present => heartRate.PerMinute,
        PatientSignal.NoBeat => 0,
        _ => null,
    };

    private PatientStatus StatusOf(JudgedBeat? last)
    {
        var verdict = last?.Verdict ?? default;
        var alarm = alarms.MostUrgent;
        return new(
            id, bed, watermark, beats, last?.Start, HeartRate, verdict.Class, verdict.Probability,
            verdict.Threshold > 0 ? verdict.AnomalyScore : 0, alarm?.Text, alarm?.Priority ?? AlarmPriority.Event,
            Live: true, services.Time.GetUtcNow(), presence.Signal, audioPause);
    }
}

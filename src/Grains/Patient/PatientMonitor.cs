using System.Globalization;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// A patient's flow from chunk to watermark: sequencer → inference → conclusions → History and live feed. Everything runs
/// on the grain's scheduler; verdicts and commits come back to it through the mailbox.
/// </summary>
internal sealed class PatientMonitor
{
    /// <summary>Beats that rules and heart rate look back on when an activation begins: two minutes, the longest rule, at 100/min.</summary>
    internal const int RecentBeats = 200;

    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(3); // a producer sends again after two

    private readonly string _id;
    private readonly PatientServices _services;
    private readonly PatientOptions _options;
    private readonly Action _replaced;
    private readonly PatientMailbox _mailbox;
    private readonly BeatSequencer _sequencer;
    private readonly InFlightBeats _inFlight;
    private readonly GapWatch _gaps;
    private readonly RefusalWatch _refusals;
    private readonly PresenceWatch _presence;
    private readonly PendingWrite _pending;
    private readonly PatientConclusions _conclusions;
    private readonly PatientWrites _writes;
    private Beat? _held; // taken from the sequencer, not yet taken by a full inference queue
    private DateTimeOffset _signalEnd; // sample time up to which beats have been taken
    private readonly DateTimeOffset _admittedAt;
    private DateTimeOffset _stayStart; // when beat 0 was due
    private long _received;            // the beat behind the last one taken; holes move it no further
    private bool _watching, _closed;

    internal PatientMonitor(
        PatientOpening opening, PatientServices services, PatientOptions options, TaskScheduler scheduler, Action replaced)
    {
        var patient = opening.Patient;
        (_id, _services, _options, _replaced) = (patient.PatientId, services, options, replaced);
        _mailbox = new PatientMailbox(scheduler, OpenMailbox, patient.Watermark);
        _inFlight = new InFlightBeats(_mailbox);
        _sequencer = new BeatSequencer(BeatFrame.BeatOf(patient.Watermark), options.MaxUnstoredBeats);
        _pending = new PendingWrite(_id, patient.Epoch, patient.Watermark);
        _writes = new PatientWrites(_pending, services.History, _mailbox, options, services.Time);
        var alarms = new PatientAlarms(_id, opening.OpenAlarms);
        _gaps = new GapWatch(_sequencer, options, services.Time, alarms.Present
            .Where(alarm => alarm.Rule == GapWatch.Rule).Select(alarm => (long?)alarm.OnsetBeat).Min());
        _refusals = new RefusalWatch(alarms.Present
            .Where(alarm => alarm.Rule == RefusalWatch.Rule).Select(alarm => (long?)alarm.OnsetBeat).Max());
        _presence = new PresenceWatch(services.Time, options, alarms.Present, connected: patient.Watermark > 0);
        _signalEnd = opening.RecentBeats.Count > 0 ? EndOf(opening.RecentBeats[^1].Start, opening.RecentBeats[^1].RrMs) : services.Time.GetUtcNow();
        _admittedAt = _stayStart = patient.AdmittedAt;
        foreach (var beat in opening.RecentBeats) Received(beat.Index, beat.Start);
        _conclusions = new PatientConclusions(opening, alarms, services, _pending, _presence);
        services.Board.Mailboxes[_id] = _mailbox;
        _mailbox.DueAt = DueAt();
    }

    // After an absence of this process its clock raises nothing and gives nothing up.
    private bool IsInDoubt => _services.Board.Absence.IsInDoubt;

    internal PatientStatus Status => _conclusions.Status with { Watermark = _mailbox.Stored };

    /// <summary>What is said of a patient nobody has admitted.</summary>
    internal static PatientStatus Unknown(string id) =>
        new(id, null, 0, 0, null, null, BeatClass.Unknown, 0, 0, null, AlarmPriority.Event, false, default);

    internal AppendReply Append(EcgChunk chunk)
    {
        HearCommits();
        var reply = _sequencer.Accept(chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples, _services.Time.GetTimestamp());
        if (reply.Outcome != ChunkOutcome.Refused)
        {
            _presence.Heard(BeatFrame.BeatOf(chunk.FirstSample), chunk.StartTime, _conclusions.Changes);
            _conclusions.ApplyGathered(_sequencer.NextBeat);
        }

        Submit();
        return Answer(reply);
    }

    internal AppendReply Report(EcgStatus status)
    {
        HearCommits();
        if ((PresenceWatch.RefusalOf(status) ?? RefusalOfFuture(status.NextSample)) is { } refusal) return new(AppendOutcome.Refused, _pending.Stored, refusal);
        _presence.Report(status, _sequencer.NextBeat, _conclusions.Changes);
        _conclusions.ApplyGathered(_sequencer.NextBeat);
        Submit();
        if (_conclusions.Status.Signal != _presence.Signal) _conclusions.Show();
        return new(AppendOutcome.Taken, _pending.Stored);
    }

    internal AppendReply DeclareLost(long firstSample, long count)
    {
        HearCommits();
        if (firstSample % BeatFrame.SampleCount != 0 || count % BeatFrame.SampleCount != 0)
            return new(AppendOutcome.Refused, _pending.Stored, $"only whole beats of {BeatFrame.SampleCount} samples can be declared lost");
        if (firstSample >= 0 && count > 0 && RefusalOfFuture(count > long.MaxValue - firstSample ? long.MaxValue : firstSample + count) is { } refusal)
            return new(AppendOutcome.Refused, _pending.Stored, refusal);
        var reply = _sequencer.DeclareLost(firstSample / BeatFrame.SampleCount, count / BeatFrame.SampleCount);
        Submit();
        return Answer(reply);
    }

    /// <summary>Why a producer cannot speak of what lies before a sample yet, or null.</summary>
    private string? RefusalOfFuture(long endSample)
    {
        var last = BeatFrame.FirstSampleOf(LossBound.EndBeat(_stayStart, _services.Time.GetUtcNow(), _received));
        return endSample <= last ? null : string.Create(CultureInfo.InvariantCulture,
            $"it goes up to sample {endSample}; sample {last} is the last that can be due within {LossBound.Ahead.TotalSeconds:0} s from now");
    }

    private void Received(long beat, DateTimeOffset start)
    {
        _received = Math.Max(_received, beat + 1);
        if (LossBound.StartOf(_admittedAt, beat, start) is var earlier && earlier < _stayStart) _stayStart = earlier;
    }

    /// <summary>Bed and limits from the next beat on.</summary>
    internal void Change(string? bed, AlarmLimits limits) => _conclusions.Change(bed, limits);

    /// <summary>The pause that would begin now.</summary>
    internal AudioPause NewAudioPause(string by) => _conclusions.NewAudioPause(by, _options.AudioPause);

    /// <summary>A pause, or its end, is durable.</summary>
    internal void SetAudioPause(AudioPause? pause)
    {
        _conclusions.SetAudioPause(pause);
        Submit();
    }

    /// <summary>Waits until everything before an absolute sample is durable.</summary>
    internal Task<long> WaitStored(long sample, TimeSpan timeout)
    {
        HearCommits();
        var stored = _writes.WaitStoredAsync(sample, timeout);
        Submit();
        return stored;
    }

    /// <summary>
    /// Before the activation ends: what has been taken is judged and stored, or the producer would have to send it again to the next
    /// one. Not while the store is in trouble, and never for long.
    /// </summary>
    internal Task DrainAsync() =>
        _closed || _services.History.Trouble is not null ? Task.CompletedTask : WaitStored(_mailbox.Received, DrainPatience);

    internal void Close()
    {
        _closed = true;
        _services.Board.Remove(_id);
        _services.Board.Mailboxes.TryRemove(new(_id, _mailbox));
        _writes.Close();
    }

    private AppendReply Answer(ChunkReply reply) => new((AppendOutcome)reply.Outcome, _pending.Stored, reply.Reason);

    /// <summary>Hands whole beats to inference while it has room and the patient's window is not full.</summary>
    private void Submit()
    {
        while (TryTakeNext(out var next))
        {
            var inFlight = _inFlight.SinkOf(next);
            if (!_services.Inference.TrySubmit(next, _services.Time.GetUtcNow(), inFlight))
            {
                _held = next; // offered again with the next chunk or verdict
                break;
            }

            _inFlight.Add(inFlight);
        }

        _mailbox.Received = BeatFrame.FirstSampleOf(_held?.Index ?? _sequencer.NextBeat);
        if (!_gaps.IsQuiet) FollowGaps();
        Conclude();
        _presence.Await(_held is not null || !_inFlight.IsEmpty, progress: false, _signalEnd, _conclusions.Changes);
        _mailbox.DueAt = DueAt();
        _mailbox.AwaitCommits(_writes.WaitsForCommit || IsWindowFull || _refusals.Stands);
    }

    private void FollowGaps()
    {
        if (!IsInDoubt && _gaps.Observe(_signalEnd) is { } change) _conclusions.ApplyNow(change);
        if (!_watching) _ = WatchGapsAsync();
    }

    /// <summary>
    /// Runs while beats are missing, and only then: of thousands of patients few have a gap, and the others pay for no
    /// timer and no sweep. On the grain's scheduler like everything here.
    /// </summary>
    private async Task WatchGapsAsync()
    {
        _watching = true;
        while (!_closed && _gaps.UntilNextLook() is { } wait)
        {
            await Task.Delay(wait, _services.Time);
            if (_closed) break;
            if (!IsInDoubt) _gaps.GiveUp();
            Submit();
        }

        _watching = false;
    }

    private bool IsWindowFull => _sequencer.NextBeat - BeatFrame.BeatOf(_pending.Stored) >= _options.MaxUnstoredBeats;

    private bool TryTakeNext(out Beat next)
    {
        if (_held is { } kept)
        {
            (next, _held) = (kept, null);
            return true;
        }

        next = default;
        if (IsWindowFull) return false;
        while (_sequencer.TryTakeHole(out var hole))
            _inFlight.Add(new Hole(hole.FirstBeat, hole.BeatCount, _services.Time.GetUtcNow(), _gaps.ReasonOf(hole)));
        if (!_sequencer.TryTake(out next)) return false;
        _signalEnd = EndOf(next.Start, next.RrMs);
        Received(next.Index, next.Start);
        return true;
    }

    /// <summary>Draws the conclusions of all verdicts that are next in order, and writes them.</summary>
    private void Conclude()
    {
        JudgedBeat? last = null;
        while (true)
        {
            if (_inFlight.TryTake(out var beat, out var samples))
            {
                _conclusions.Conclude(beat, samples);
                last = beat;
            }
            else if (_inFlight.TryTakeHole(out var hole))
            {
                _conclusions.Conclude(hole);
            }
            else
            {
                break;
            }
        }

        if (last is not null) _conclusions.Show(last);
        _writes.Write();
    }

    /// <summary>One turn: everything that came in since the last.</summary>
    /// <param name="progress">A verdict has come.</param>
    private void OpenMailbox(bool progress)
    {
        if (_closed) return;
        if (progress) _presence.Await(waiting: true, progress, _signalEnd, _conclusions.Changes);
        if (!IsInDoubt) _presence.Look(_sequencer.NextBeat, _signalEnd, _conclusions.Changes);
        _conclusions.ApplyGathered(_sequencer.NextBeat);
        _conclusions.LookAtTheClock();
        HearCommits();
        Submit();
    }

    private void HearCommits()
    {
        if (_mailbox.TryTakeAnswer(out var answer)) Heard(answer);
    }

    private void Heard(in CommitAnswer answer)
    {
        if (_writes.Heard(answer, out var isStale))
        {
            if (answer.Alarms.Count > 0) _conclusions.Stored(answer.Alarms);
            if (_refusals.Observe(answer.Refused, BeatFrame.BeatOf(_pending.Stored), _services.Time.GetUtcNow()) is { } refused) _conclusions.ApplyNow(refused);
            _writes.AnswerWaiting();
        }
        else if (isStale)
        {
            _closed = true;
            _replaced();
        }
        else if (answer.Outcome == CommitOutcome.Failed)
        {
            _conclusions.NotStored();
        }
    }

    /// <summary>When the clock is to be looked at again, timestamp.</summary>
    private long DueAt()
    {
        if (_conclusions.PausedUntil is not { } until) return _presence.DueAt;
        var left = Math.Max(0, (until - _services.Time.GetUtcNow()).TotalSeconds);
        return Math.Min(_presence.DueAt, _services.Time.GetTimestamp() + (long)Math.Ceiling(left * _services.Time.TimestampFrequency));
    }

    private static DateTimeOffset EndOf(DateTimeOffset start, double rrMs) => start.AddMilliseconds(rrMs);
}

using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Brings word of verdicts and commits from their own threads to the grain's scheduler: one turn hears everything, however much
/// came meanwhile. A commit that nothing waits for takes no turn of its own: its answer lies here until the patient's next chunk.
/// </summary>
/// <param name="stored">The patient's watermark now.</param>
internal sealed class PatientMailbox(TaskScheduler scheduler, Action<bool> open, long stored) : ICommitSink
{
    private int _turnQueued;
    private volatile bool _isAwaited, _hasVerdict, _hasAnswer;
    private CommitAnswer _answer; // one batch is under way at a time, and the next begins when this has been heard
    private long _stored = stored, _received = stored;
    private Action? _turn; // kept: a delegate a beat is garbage

    private long _dueAt = long.MaxValue;

    /// <summary>Timestamp from which on a turn is wanted though nothing has come in.</summary>
    internal long DueAt { set => Volatile.Write(ref _dueAt, value); }

    /// <summary>Absolute sample up to which everything is durable, whether or not the grain has heard of it.</summary>
    internal long Stored => Volatile.Read(ref _stored);

    /// <summary>Absolute sample up to which everything has been taken by the patient.</summary>
    internal long Received
    {
        get => Volatile.Read(ref _received);
        set => Volatile.Write(ref _received, value);
    }

    /// <summary>A verdict is where it belongs.</summary>
    internal void HasVerdict()
    {
        _hasVerdict = true;
        QueueTurn();
    }

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
    {
        Volatile.Write(ref _stored, Math.Max(_stored, batch.Watermark)); // by the writer's thread alone
        Put(new(batch, CommitOutcome.Committed, alarms, refused));
        Interlocked.MemoryBarrier(); // with the one in AwaitCommits: one of the two sees the other
        if (_isAwaited || alarms.Count > 0 || refused.Count > 0) QueueTurn();
    }

    public void Stale(PatientBatch batch) => Answer(new(batch, CommitOutcome.Stale, [], []));

    public void Failed(PatientBatch batch, Exception reason) => Answer(new(batch, CommitOutcome.Failed, [], []));

    /// <summary>What became of the batch under way, once.</summary>
    internal bool TryTakeAnswer(out CommitAnswer answer)
    {
        var isHere = _hasAnswer;
        answer = isHere ? _answer : default;
        if (isHere) (_answer, _hasAnswer) = (default, false);
        return isHere;
    }

    /// <summary>Says whether something waits for a commit; one that is here already is heard in a turn of its own.</summary>
    internal void AwaitCommits(bool awaited)
    {
        _isAwaited = awaited;
        if (!awaited) return;
        Interlocked.MemoryBarrier();
        if (_hasAnswer) QueueTurn();
    }

    internal void WakeIfDue(long now)
    {
        if (now >= Volatile.Read(ref _dueAt)) QueueTurn();
    }

    private void Answer(in CommitAnswer answer)
    {
        Put(answer);
        QueueTurn();
    }

    private void Put(in CommitAnswer answer)
    {
        _answer = answer;
        _hasAnswer = true;
    }

    private void QueueTurn()
    {
        if (Interlocked.Exchange(ref _turnQueued, 1) == 1) return;
        _ = Task.Factory.StartNew(_turn ??= Open, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }

    private void Open()
    {
        // Cleared before anything is looked at: what arrives from here on queues a turn of its own.
        Interlocked.Exchange(ref _turnQueued, 0);
        var progress = _hasVerdict;
        if (progress) _hasVerdict = false;
        open(progress);
    }
}

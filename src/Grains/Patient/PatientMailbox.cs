using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Takes commits from the writer's thread and brings them to the patient on one of the pool's: the writer serves all
/// patients. A commit that nothing waits for is not brought: it lies here until the patient's next chunk or verdict.
/// Bounded by what the grain has handed out.
/// </summary>
/// <param name="open">Empties the box.</param>
/// <param name="stored">The patient's watermark now.</param>
internal sealed class PatientMailbox(Action open, long stored) : ICommitSink, IThreadPoolWorkItem
{
    private int _openingQueued;
    private volatile bool _isAwaited;
    private long _stored = stored, _received = stored;

    private long _dueAt = long.MaxValue;

    /// <summary>Timestamp from which on the box is to be opened though nothing has come in.</summary>
    internal long DueAt { set => Volatile.Write(ref _dueAt, value); }

    /// <summary>Absolute sample up to which everything is durable, whether or not the grain has heard of it.</summary>
    internal long Stored => Volatile.Read(ref _stored);

    /// <summary>Absolute sample up to which everything has been taken by the patient.</summary>
    internal long Received
    {
        get => Volatile.Read(ref _received);
        set => Volatile.Write(ref _received, value);
    }

    internal MailQueue<CommitAnswer> Commits { get; } = new();

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
    {
        Volatile.Write(ref _stored, Math.Max(_stored, batch.Watermark)); // by the writer's thread alone
        Commits.Enqueue(new(batch, CommitOutcome.Committed, alarms, refused));
        Interlocked.MemoryBarrier(); // with the one in AwaitCommits: one of the two sees the other
        if (_isAwaited || alarms.Count > 0 || refused.Count > 0) QueueOpening();
    }

    public void Stale(PatientBatch batch) => Answer(new(batch, CommitOutcome.Stale, [], []));

    public void Failed(PatientBatch batch, Exception reason) => Answer(new(batch, CommitOutcome.Failed, [], []));

    /// <summary>Says whether something waits for a commit; one that is here already is brought at once.</summary>
    internal void AwaitCommits(bool awaited)
    {
        _isAwaited = awaited;
        if (!awaited) return;
        Interlocked.MemoryBarrier();
        if (!Commits.IsEmpty) QueueOpening();
    }

    internal void WakeIfDue(long now)
    {
        if (now >= Volatile.Read(ref _dueAt)) QueueOpening();
    }

    private void Answer(CommitAnswer answer)
    {
        Commits.Enqueue(answer);
        QueueOpening();
    }

    private void QueueOpening()
    {
        if (Interlocked.Exchange(ref _openingQueued, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Cleared before the box is emptied: what arrives from here on is brought by the next.
        Interlocked.Exchange(ref _openingQueued, 0);
        open();
    }
}

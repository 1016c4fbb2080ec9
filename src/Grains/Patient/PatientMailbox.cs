using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;
using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Brings verdicts and commits from their own threads to the grain's scheduler: one turn empties the box, however much
/// came in meanwhile. A commit that nothing waits for takes no turn of its own: it lies here until the patient's next chunk.
/// Bounded by what the grain has handed out.
/// </summary>
/// <param name="stored">The patient's watermark now.</param>
internal sealed class PatientMailbox(TaskScheduler scheduler, Action<PatientMailbox> open, long stored) : IVerdictSink, ICommitSink
{
    private int _turnQueued;
    private volatile bool _isAwaited;
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

    internal MailQueue<JudgedBeat> Verdicts { get; } = new();
    internal MailQueue<CommitAnswer> Commits { get; } = new();

    public void Judged(in JudgedBeat beat)
    {
        Verdicts.Enqueue(beat);
        QueueTurn();
    }

    /// <summary>A beat that could not be judged goes on without a verdict: it is stored and shown as such.</summary>
    public void Failed(in Beat beat, Exception reason) =>
        Judged(new JudgedBeat(beat.Index, beat.Start, beat.RrMs, SampleHash.Of(beat.Samples.Span),
            new Verdict { ModelSet = "" }, new BeatTimes { Due = beat.Due }));

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
    {
        Volatile.Write(ref _stored, Math.Max(_stored, batch.Watermark)); // by the writer's thread alone
        Commits.Enqueue(new(batch, CommitOutcome.Committed, alarms, refused));
        Interlocked.MemoryBarrier(); // with the one in AwaitCommits: one of the two sees the other
        if (_isAwaited || alarms.Count > 0 || refused.Count > 0) QueueTurn();
    }

    public void Stale(PatientBatch batch) => Answer(new(batch, CommitOutcome.Stale, [], []));

    public void Failed(PatientBatch batch, Exception reason) => Answer(new(batch, CommitOutcome.Failed, [], []));

    /// <summary>Says whether something waits for a commit; one that is here already is heard in a turn of its own.</summary>
    internal void AwaitCommits(bool awaited)
    {
        _isAwaited = awaited;
        if (!awaited) return;
        Interlocked.MemoryBarrier();
        if (!Commits.IsEmpty) QueueTurn();
    }

    internal void WakeIfDue(long now)
    {
        if (now >= Volatile.Read(ref _dueAt)) QueueTurn();
    }

    private void Answer(CommitAnswer answer)
    {
        Commits.Enqueue(answer);
        QueueTurn();
    }

    private void QueueTurn()
    {
        if (Interlocked.Exchange(ref _turnQueued, 1) == 1) return;
        _ = Task.Factory.StartNew(_turn ??= Open, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }

    private void Open()
    {
        // Cleared before the box is emptied: what arrives from here on queues a turn of its own.
        Interlocked.Exchange(ref _turnQueued, 0);
        open(this);
    }
}

using System.Collections.Concurrent;
using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;
using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Brings verdicts and commits from their own threads to the grain's scheduler: one turn empties the box, however much
/// came in meanwhile. Bounded by what the grain has handed out.
/// </summary>
internal sealed class PatientMailbox(TaskScheduler scheduler, Action<PatientMailbox> open) : IVerdictSink, ICommitSink
{
    private int turnQueued;

    internal ConcurrentQueue<JudgedBeat> Verdicts { get; } = new();
    internal ConcurrentQueue<CommitAnswer> Commits { get; } = new();

    public void Judged(in JudgedBeat beat)
    {
        Verdicts.Enqueue(beat);
        QueueTurn();
    }

    /// <summary>A beat that could not be judged goes on without a verdict: it is stored and shown as such.</summary>
    public void Failed(in Beat beat, Exception reason) =>
        Judged(new JudgedBeat(beat.Index, beat.Start, beat.RrMs, SampleHash.Of(beat.Samples.Span),
            new Verdict { ModelSet = "" }, new BeatTimes { Due = beat.Due }));

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms) => Answer(new(batch, CommitOutcome.Committed, alarms));

    public void Stale(PatientBatch batch) => Answer(new(batch, CommitOutcome.Stale, []));

    public void Failed(PatientBatch batch, Exception reason) => Answer(new(batch, CommitOutcome.Failed, []));

    private void Answer(CommitAnswer answer)
    {
        Commits.Enqueue(answer);
        QueueTurn();
    }

    private void QueueTurn()
    {
        if (Interlocked.Exchange(ref turnQueued, 1) == 1) return;
        _ = Task.Factory.StartNew(Open, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }

    private void Open()
    {
        // Cleared before the box is emptied: what arrives from here on queues a turn of its own.
        Interlocked.Exchange(ref turnQueued, 0);
        open(this);
    }
}

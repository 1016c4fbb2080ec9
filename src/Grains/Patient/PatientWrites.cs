using EcgStream.Contracts.Alarms;
using EcgStream.History;
using EcgStream.History.Writing;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Hands what is pending to History, one batch at a time, again after a failure, and answers those who wait until it is
/// durable. On the grain's scheduler like everything here.
/// </summary>
internal sealed class PatientWrites(
    PendingWrite pending, IHistory history, PatientMailbox mailbox, PatientOptions options, TimeProvider time)
{
    private readonly List<(long Sample, TaskCompletionSource Stored)> _waiting = [];
    private bool _retrying, _closed;

    /// <summary>A commit lets somebody go, or the next batch.</summary>
    internal bool WaitsForCommit => _waiting.Count > 0 || pending.HasMore;

    /// <summary>Offers a batch, where none is under way and something has gathered.</summary>
    internal void Write()
    {
        if (_retrying || pending.TryBegin() is not { } batch) return;
        if (!history.TryWrite(batch, mailbox)) _ = WriteAgainAsync();
    }

    /// <summary>Takes History's answer: true where the batch under way is durable.</summary>
    /// <param name="isStale">A younger activation writes for this patient: this one is over.</param>
    internal bool Heard(in CommitAnswer answer, out bool isStale)
    {
        isStale = false;
        if (!ReferenceEquals(answer.Batch, pending.UnderWay)) return false;
        switch (answer.Outcome)
        {
            case CommitOutcome.Committed:
                pending.Done();
                return true;
            case CommitOutcome.Stale:
                isStale = true;
                return false;
            default:
                _ = WriteAgainAsync();
                return false;
        }
    }

    /// <summary>Lets those go whose samples are durable.</summary>
    internal void AnswerWaiting()
    {
        if (_waiting.Count == 0) return;
        foreach (var (_, stored) in _waiting.Where(entry => entry.Sample <= pending.Stored)) stored.TrySetResult();
        _waiting.RemoveAll(entry => entry.Sample <= pending.Stored);
    }

    /// <summary>Waits until everything before an absolute sample is durable, at most 20 s.</summary>
    /// <returns>The watermark then.</returns>
    internal async Task<long> WaitStoredAsync(long sample, TimeSpan timeout)
    {
        if (sample <= pending.Stored) return pending.Stored;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((sample, stored));
        var limit = timeout < TimeSpan.FromSeconds(20) ? timeout : TimeSpan.FromSeconds(20);
        try { await stored.Task.WaitAsync(limit, time); }
        catch (TimeoutException) { _waiting.RemoveAll(entry => entry.Stored == stored); }
        return pending.Stored;
    }

    internal void Close()
    {
        _closed = true;
        foreach (var (_, stored) in _waiting) stored.TrySetResult();
    }

    private async Task WriteAgainAsync()
    {
        _retrying = true;
        do await Task.Delay(options.StoreRetry, time);
        while (!_closed && pending.UnderWay is { } batch && !history.TryWrite(batch, mailbox));
        _retrying = false;
    }
}

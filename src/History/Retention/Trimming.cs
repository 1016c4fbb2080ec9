using EcgStream.History.Queries;
using EcgStream.History.Writing;

namespace EcgStream.History.Retention;

/// <summary>
/// Deletes what is older than the options allow. Each step is a few hundred rows of one patient: it shares a transaction of
/// the writer with the batches that wait there, and between two steps the writer has time for them alone.
/// </summary>
internal sealed class Trimming(HistoryWriter writer, ReadConnections readers, IStore store, HistoryOptions options, TimeProvider time)
{
    private const int Step = 500;

    // By size: down to this share of the limit, so that the next pass has not to begin at once.
    private const double Room = 0.95;

    // Whatever the limits say, an activation finds the beats that it looks back on.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);

    public async Task<Trimmed> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!await writer.CallAsync(null, calls => calls.TakeTurn(now.ToStored(), (now + Turn).ToStored()), cancel)) return new Trimmed(0, 0, null);

        var before = Earlier(await BeforeAsync(now, cancel), now - Least);
        var beats = before is { } bound
            ? await DeleteAsync(RetentionReads.WithBeats, (calls, patient) => calls.DeleteBeats(patient, bound.ToStored(), Step), bound.ToStored(), cancel)
            : 0;
        var records = options.KeptAlarmDays is { } days && (now - TimeSpan.FromDays(days)).ToStored() is var old
            ? await DeleteAsync(RetentionReads.WithRecords, (calls, patient) => calls.DeleteRecords(patient, old, Step), old, cancel)
            : 0;
        await writer.CallAsync(null, calls => calls.TakeTurn(long.MaxValue, 0), cancel); // done: the turn is anybody's
        return new Trimmed(beats, records, beats > 0 ? before : null);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one > other ? other : one;

    private async Task<DateTimeOffset?> BeforeAsync(DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? byAge = options.KeepDays is { } days ? now - TimeSpan.FromDays(days) : null;
        if (options.KeepGigabytes is not { } gigabytes) return byAge;
        var (used, limit) = (await readers.ReadAsync(store.UsedBytes, cancel), gigabytes * 1e9);
        if (used <= limit || await readers.ReadAsync(RetentionReads.Span, cancel) is not var (oldest, newest)) return byAge;

        // As if beats lay evenly in time; where they do not, the next pass goes on from what this one has left.
        var share = (used - Room * limit) / used;
        var bySize = oldest.ToTime() + share * (newest.ToTime() - oldest.ToTime());
        return byAge > bySize ? byAge : bySize;
    }

    private async Task<long> DeleteAsync(
        Func<System.Data.Common.DbConnection, long, IReadOnlyList<string>> find, Func<IStoreCalls, string, int> delete, long before, CancellationToken cancel)
    {
        var total = 0L;
        foreach (var patient in await readers.ReadAsync(connection => find(connection, before), cancel))
        {
            int deleted;
            do
            {
                deleted = await writer.CallAsync(patient, calls => delete(calls, patient), cancel);
                total += deleted;
                await Task.Delay(writer.CommitTime > Slow ? LongPause : Pause, time, cancel);
            }
            while (deleted >= Step);
        }

        return total;
    }
}

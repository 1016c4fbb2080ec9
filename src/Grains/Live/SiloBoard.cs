using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Threading.Channels;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Patient;

namespace EcgStream.Grains.Live;

/// <summary>
/// What this silo's patients do now; one a silo. Grains write here without a hop; <see cref="SiloFeedGrain"/> is the door
/// for everybody else.
/// </summary>
public sealed class SiloBoard
{
    private readonly ConcurrentDictionary<string, PatientStatus> statuses = new();

    // Both drop the oldest when nobody empties them: a viewer that missed alarms reads History from its cursor.
    private readonly Channel<LiveVerdict> verdicts = Channel.CreateBounded<LiveVerdict>(
        new BoundedChannelOptions(65_536) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Channel<AlarmRecord> alarms = Channel.CreateBounded<AlarmRecord>(
        new BoundedChannelOptions(65_536) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Channel<TraceBeat> traces = Channel.CreateBounded<TraceBeat>(
        new BoundedChannelOptions(8_192) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentDictionary<ILiveObserver, string[]> watched = new();
    private volatile FrozenSet<string> traced = FrozenSet<string>.Empty;

    /// <summary>Whether this process was away.</summary>
    internal Absence Absence { get; } = new(TimeProvider.System);

    /// <summary>Key of this silo's feed grain.</summary>
    public Guid Feed { get; } = Guid.NewGuid();

    /// <summary>Observers and until when each is subscribed.</summary>
    internal ConcurrentDictionary<ILiveObserver, DateTimeOffset> Observers { get; } = new();

    /// <summary>Mailboxes of the patients here, for <see cref="SilenceSweep"/>.</summary>
    internal ConcurrentDictionary<string, PatientMailbox> Mailboxes { get; } = new();

    internal IEnumerable<PatientStatus> Statuses => statuses.Values.Select(status =>
        StoredOf(status) is var stored && stored != status.Watermark ? status with { Watermark = stored } : status);

    /// <summary>How far a patient is; null where it is not here.</summary>
    internal PatientWatermark? FindWatermark(string patientId) =>
        Mailboxes.TryGetValue(patientId, out var mailbox) ? new(patientId, mailbox.Stored, mailbox.Received) : null;

    internal void Update(PatientStatus status) => statuses[status.PatientId] = status;

    internal void Remove(string patientId) => statuses.TryRemove(patientId, out _);

    internal void Publish(in LiveVerdict verdict) => verdicts.Writer.TryWrite(verdict);

    /// <summary>True while somebody looks at the patient's signal.</summary>
    internal bool IsTraced(string patientId) => traced.Contains(patientId);

    internal void Publish(TraceBeat beat) => traces.Writer.TryWrite(beat);

    internal void Watch(ILiveObserver observer, string[] patientIds)
    {
        watched[observer] = patientIds;
        traced = watched.Values.SelectMany(ids => ids).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Forgets an observer and what it watched.</summary>
    internal void Drop(ILiveObserver observer)
    {
        Observers.TryRemove(observer, out _);
        if (watched.TryRemove(observer, out _))
            traced = watched.Values.SelectMany(ids => ids).ToFrozenSet(StringComparer.Ordinal);
    }

    internal void Publish(AlarmRecord alarm)
    {
        if (alarm.Cursor is not null || !Absence.IsInDoubt) alarms.Writer.TryWrite(alarm);
    }

    /// <summary>Takes what has gathered, at most 4,096 verdicts; null when there is nothing.</summary>
    internal LiveBatch? TakeBatch()
    {
        var someVerdicts = Take(verdicts.Reader, 4_096);
        var someAlarms = Take(alarms.Reader, 1_024);
        var someTraces = Take(traces.Reader, 4_096);
        return someVerdicts.Length + someAlarms.Length + someTraces.Length == 0 ? null : new(someVerdicts, someAlarms, someTraces);
    }

    // The grain shows what it has heard of; a commit may be on its way to it.
    private long StoredOf(PatientStatus status) => Mailboxes.TryGetValue(status.PatientId, out var mailbox) ? mailbox.Stored : status.Watermark;

    private static T[] Take<T>(ChannelReader<T> reader, int most)
    {
        // Sized at once: a list that grows to a thousand verdicts ends among the large objects, twenty times a second.
        var items = new T[Math.Min(reader.Count, most)];
        var count = 0;
        while (count < items.Length && reader.TryRead(out var item)) items[count++] = item;
        return count == items.Length ? items : items[..count];
    }
}

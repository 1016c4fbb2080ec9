using System.Collections.Concurrent;
using System.Threading.Channels;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;

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

    /// <summary>Key of this silo's feed grain.</summary>
    public Guid Feed { get; } = Guid.NewGuid();

    /// <summary>Observers and until when each is subscribed.</summary>
    internal ConcurrentDictionary<ILiveObserver, DateTimeOffset> Observers { get; } = new();

    internal ICollection<PatientStatus> Statuses => statuses.Values;

    internal PatientStatus? Find(string patientId) => statuses.GetValueOrDefault(patientId);

    internal void Update(PatientStatus status) => statuses[status.PatientId] = status;

    internal void Remove(string patientId) => statuses.TryRemove(patientId, out _);

    internal void Publish(in LiveVerdict verdict) => verdicts.Writer.TryWrite(verdict);

    internal void Publish(AlarmRecord alarm) => alarms.Writer.TryWrite(alarm);

    /// <summary>Takes what has gathered, at most 4,096 verdicts; null when there is nothing.</summary>
    internal LiveBatch? TakeBatch()
    {
        var someVerdicts = Take(verdicts.Reader, 4_096);
        var someAlarms = Take(alarms.Reader, 1_024);
        return someVerdicts.Length + someAlarms.Length == 0 ? null : new(someVerdicts, someAlarms);
    }

    private static T[] Take<T>(ChannelReader<T> reader, int most)
    {
        if (!reader.TryRead(out var first)) return [];
        var items = new List<T> { first };
        while (items.Count < most && reader.TryRead(out var item)) items.Add(item);
        return [.. items];
    }
}

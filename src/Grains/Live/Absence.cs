namespace EcgStream.Grains.Live;

/// <summary>
/// Notices that this process has not run for a while: it was stopped, suspended or starved. For some time after that its
/// clock tells of its own absence and not of its patients', and in a cluster others may have taken these over: no alarm is
/// raised by the clock, and none is shown before it is stored, which a stale activation's never is.
/// </summary>
/// <param name="time">The machine's monotonic clock, whatever clock the patients go by.</param>
internal sealed class Absence(TimeProvider time)
{
    // A silo that does not answer for three seconds is out of its cluster.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(3);

    // Longer than it takes such a silo to learn of that, and a producer to send again what was not stored.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(8);

    private long _ticked = time.GetTimestamp();
    private long _doubtful; // timestamp until which everything is in doubt

    /// <summary>True while what the clock says is not to be believed.</summary>
    internal bool IsInDoubt
    {
        get
        {
            var now = time.GetTimestamp();
            // Whoever runs first after an absence sees it, though nobody has ticked yet.
            return now < Volatile.Read(ref _doubtful) || time.GetElapsedTime(Volatile.Read(ref _ticked), now) > Noticed;
        }
    }

    /// <summary>Before the first tick: to start is no absence, however long it takes.</summary>
    internal void Begin() => Volatile.Write(ref _ticked, time.GetTimestamp());

    /// <summary>To be called several times a second; true when it ends an absence.</summary>
    internal bool Tick()
    {
        var now = time.GetTimestamp();
        var wasAway = time.GetElapsedTime(_ticked, now) > Noticed;
        if (wasAway) Volatile.Write(ref _doubtful, now + (long)(Doubt.TotalSeconds * time.TimestampFrequency));
        Volatile.Write(ref _ticked, now);
        return wasAway;
    }
}

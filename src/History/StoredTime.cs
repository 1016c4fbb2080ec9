namespace EcgStream.History;

/// <summary>Times as the database holds them: 100 ns ticks since 1970-01-01 UTC, so that they come back exactly as they went.</summary>
internal static class StoredTime
{
    public static long ToStored(this DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    public static long? ToStored(this DateTimeOffset? time) => time?.ToStored();

    public static DateTimeOffset ToTime(this long stored) => new(stored + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);

    public static DateTimeOffset? ToTime(this long? stored) => stored?.ToTime();
}

using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Sequencing;

/// <summary>How far ahead a producer of a beat-framed stay may declare beats lost: to what is due by now, and 30 s more.</summary>
public static class LossBound
{
    /// <summary>What a producer may have above the watermark.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    /// <summary>How long a device may have recorded before admission. A device clock that says longer is wrong.</summary>
    public static readonly TimeSpan MaxRecordedBefore = TimeSpan.FromDays(1);

    private const double BeatsPerSecond = 1000 / ChunkCheck.MinRrMs; // 300 a minute

    /// <summary>The beat behind the last one that may be declared lost.</summary>
    /// <param name="stayStart">When beat 0 was due; see <see cref="StartOf"/>.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="received">The beat behind the last received one. It is due: a replay may run faster than the clock.</param>
    public static long EndBeat(DateTimeOffset stayStart, DateTimeOffset now, long received)
    {
        var due = (long)Math.Ceiling(Math.Max(0, (now - stayStart).TotalSeconds) * BeatsPerSecond);
        return Math.Max(due, received) + (long)(Ahead.TotalSeconds * BeatsPerSecond);
    }

    /// <summary>When beat 0 was due: at admission, or earlier where the device's beats say that it had recorded before.</summary>
    /// <param name="admittedAt">Admission, by the server's clock.</param>
    /// <param name="beat">A received beat.</param>
    /// <param name="beatStart">Its start, by the device's clock.</param>
    public static DateTimeOffset StartOf(DateTimeOffset admittedAt, long beat, DateTimeOffset beatStart)
    {
        var afterAdmission = (beatStart - admittedAt).TotalSeconds - beat / BeatsPerSecond;
        return admittedAt.AddSeconds(Math.Clamp(afterAdmission, -MaxRecordedBefore.TotalSeconds, 0));
    }
}

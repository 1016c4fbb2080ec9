namespace EcgStream.History;

/// <summary>Where and how history is kept.</summary>
public sealed class HistoryOptions
{
    /// <summary>Section of the configuration that these are bound from.</summary>
    public const string Section = "History";

    /// <summary>
    /// An SQLite file, made when it is missing, with its directory; or where a PostgreSQL database is (see
    /// <see cref="Postgres.PostgresAddress"/>). Default <c>ecgstream.db</c> in the working directory.
    /// </summary>
    public string Database { get; set; } = "ecgstream.db";

    /// <summary>Batches that wait for the writer at most, 16…1,048,576. When full, a batch is refused and its grain keeps it.</summary>
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>
    /// Rows after which a transaction takes no further batch, 1…1,000,000. More make a commit cheaper per row and let
    /// each batch wait longer: 20,000 rows take some tenths of a second.
    /// </summary>
    public int MaxTransactionRows { get; set; } = 20_000;

    /// <summary>
    /// Survive a power cut too (<c>synchronous=FULL</c>: one fsync a commit; group commit shares it among everything that
    /// waits). Without it (<c>NORMAL</c>) a killed process still loses nothing, a power cut the last commits. Default true,
    /// because an answer says that something is durable.
    /// </summary>
    public bool SurvivePowerCut { get; set; } = true;

    /// <summary>
    /// SQLite only: seconds after which beats and waveforms go from the logs of recent ones (<c>recent_beats</c>, <c>recent_waveforms</c>), where a
    /// commit puts them, into their tables, 0…600. Queries of this program see both; other programs that read the file see the tables. 0 writes the
    /// tables at once: with a beat a patient and second that costs six times the processor time. Default 15.
    /// </summary>
    public double RecentSeconds { get; set; } = 15;

    /// <summary>How long a transaction waits for a lock of another program, 0…60,000 ms.</summary>
    public int BusyTimeoutMs { get; set; } = 2_000;

    /// <summary>
    /// SQLite only: pages of 4 kB that the write-ahead log takes before it is folded into the database, beside the writing, 16…1,048,576;
    /// the log has four times as many at most. A longer log folds more writes to the same page at once, and each
    /// folding-in holds the disk for longer. Default 4,096, a log of some 16 MB.
    /// </summary>
    public int LogPages { get; set; } = 4_096;

    /// <summary>Days after which beats and their waveforms are deleted, 0.01…36,500; null keeps them. Default null.</summary>
    public double? KeepDays { get; set; }

    /// <summary>
    /// 10^9 bytes of rows above which the oldest beats and waveforms are deleted, 0.001…1,000,000; null: no limit. The files do not
    /// shrink: what is freed is used again. On PostgreSQL the rows' size is an estimate. Default null.
    /// </summary>
    public double? KeepGigabytes { get; set; }

    /// <summary>
    /// Days after which cleared alarms, trends, holes and what people did are deleted, 0.01…36,500 and not less than
    /// <see cref="KeepDays"/>; null: ten times <see cref="KeepDays"/>. Alarms that are not cleared always stay. Default null.
    /// </summary>
    public double? KeepAlarmDays { get; set; }

    /// <summary><see cref="KeepAlarmDays"/> as it counts; null keeps them.</summary>
    internal double? KeptAlarmDays => KeepAlarmDays ?? KeepDays * 10;

    /// <summary>Connections that read at the same time, 1…64; further readers wait their turn.</summary>
    public int Readers { get; set; } = 4;
}

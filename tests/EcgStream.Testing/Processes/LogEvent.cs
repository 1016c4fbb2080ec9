using System.Text.Json;

namespace EcgStream.Testing;

/// <summary>Which log entry: an event id of a category, as their <c>…Log</c> classes have them.</summary>
/// <param name="Category">Beginning of the category: History logs as SqliteHistory or as PostgresHistory.</param>
public sealed record LogEvent(string Category, int Id)
{
    /// <summary>A run of the models begins (debug).</summary>
    public static readonly LogEvent BatchBegins = new("EcgStream.Inference.Batching.BeatInference", 5);

    /// <summary>A run of the models is over (debug).</summary>
    public static readonly LogEvent BatchEnds = new("EcgStream.Inference.Batching.BeatInference", 6);

    /// <summary>A transaction begins (debug).</summary>
    public static readonly LogEvent TransactionBegins = new("EcgStream.History.", 8);

    /// <summary>A transaction is over (debug).</summary>
    public static readonly LogEvent TransactionEnds = new("EcgStream.History.", 9);

    /// <summary>An alarm is raised or changed and not stored yet (debug).</summary>
    public static readonly LogEvent AlarmJudged = new("EcgStream.Grains.Patient.PatientGrain", 4);

    /// <summary>An alarm is stored (debug).</summary>
    public static readonly LogEvent AlarmStored = new("EcgStream.Grains.Patient.PatientGrain", 5);

    /// <summary>History cannot be written.</summary>
    public static readonly LogEvent HistoryFails = new("EcgStream.History.", 2);

    /// <summary>History is written again.</summary>
    public static readonly LogEvent HistoryRecovers = new("EcgStream.History.", 3);

    /// <summary>A silo waits before it joins, since another has just left.</summary>
    public static readonly LogEvent WaitsToJoin = new("EcgStream.Silo.Cluster.JoinWhenCalm", 1);

    /// <summary>The event of a line of .NET's JSON console; null for any other line.</summary>
    internal static LogEvent? Parse(string line)
    {
        if (!line.StartsWith('{')) return null;
        try
        {
            using var entry = JsonDocument.Parse(line);
            return new(entry.RootElement.GetProperty("Category").GetString()!, entry.RootElement.GetProperty("EventId").GetInt32());
        }
        catch (Exception reason) when (reason is JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether an entry is such a one.</summary>
    internal bool Is(LogEvent entry) => entry.Id == Id && entry.Category.StartsWith(Category, StringComparison.Ordinal);
}

namespace EcgStream.EndToEnd.Support;

/// <summary>What a server was doing when it was killed, by its own log.</summary>
/// <param name="InBatch">A run of the models had begun and was not over.</param>
/// <param name="InTransaction">A transaction had begun and was not over.</param>
/// <param name="AlarmUnstored">An alarm was raised or changed, shown to viewers and not stored yet.</param>
internal readonly record struct KillMoment(bool InBatch, bool InTransaction, bool AlarmUnstored)
{
    /// <summary>Line with which a run of the models begins.</summary>
    internal const string BatchBegins = "live beats begins";

    /// <summary>Line with which a transaction begins.</summary>
    internal const string TransactionBegins = "rows begins";

    /// <summary>Line that tells of an alarm that is raised or changed.</summary>
    internal const string AlarmJudged = "and not stored yet";

    internal static KillMoment Of(IReadOnlyCollection<string> log)
    {
        return new(More(BatchBegins, "run of live beats is over"), More(TransactionBegins, "transaction is over"), More(AlarmJudged, "is stored as"));

        bool More(string begun, string over) => Count(begun) > Count(over);

        int Count(string text) => log.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    public override string ToString() => string.Join(", ",
        ((string[])[InBatch ? "in a batch" : "", InTransaction ? "in a transaction" : "", AlarmUnstored ? "alarm not stored yet" : ""])
        .Where(text => text != "").DefaultIfEmpty("between all"));
}

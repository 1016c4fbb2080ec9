namespace EcgStream.EndToEnd.Support;

/// <summary>What a server was doing when it was killed, by its own log.</summary>
/// <param name="InBatch">A run of the models had begun and was not over.</param>
/// <param name="InTransaction">A transaction had begun and was not over.</param>
/// <param name="AlarmUnstored">An alarm was raised or changed, shown to viewers and not stored yet.</param>
internal readonly record struct KillMoment(bool InBatch, bool InTransaction, bool AlarmUnstored)
{
    internal static KillMoment Of(EcgProcess server)
    {
        return new(
            More(LogEvent.BatchBegins, LogEvent.BatchEnds), More(LogEvent.TransactionBegins, LogEvent.TransactionEnds),
            More(LogEvent.AlarmJudged, LogEvent.AlarmStored));

        bool More(LogEvent begun, LogEvent over) => server.Count(begun) > server.Count(over);
    }

    public override string ToString() => string.Join(", ",
        ((string[])[InBatch ? "in a batch" : "", InTransaction ? "in a transaction" : "", AlarmUnstored ? "alarm not stored yet" : ""])
        .Where(text => text != "").DefaultIfEmpty("between all"));
}

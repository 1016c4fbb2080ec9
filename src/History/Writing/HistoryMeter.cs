using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EcgStream.History.Writing;

/// <summary>Spans of source and figures of meter "EcgStream.History": one span a transaction, no patient in any.</summary>
internal static class HistoryMeter
{
    private const string Name = "EcgStream.History";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "ecgstream.history.transaction.duration", "s", "How long a transaction took, successful or not.");

    private static readonly Histogram<int> Requests = Meter.CreateHistogram<int>(
        "ecgstream.history.transaction.requests", "{request}", "Requests that shared a transaction.");

    /// <summary>A transaction; null where nobody listens.</summary>
    public static Activity? Transaction(int requests) =>
        Source.StartActivity("store transaction")?.SetTag("ecgstream.requests", requests);

    public static void Ended(int requests, TimeSpan took, Activity? span, bool failed)
    {
        Duration.Record(took.TotalSeconds);
        Requests.Record(requests);
        if (failed) span?.SetStatus(ActivityStatusCode.Error);
    }
}

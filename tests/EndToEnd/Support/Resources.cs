using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd.Support;

/// <summary>What a server uses at a moment.</summary>
internal readonly record struct Resources(long WorkingSet, long Managed, int Handles, int Threads, long Beats, long HistoryBytes)
{
    internal static async Task<Resources> OfAsync(EcgProcess server, HttpClient http)
    {
        var stats = await http.GetFromJsonAsync<JsonElement>("api/stats");
        var (workingSet, handles, threads) = server.Use;
        return new(workingSet, stats.GetProperty("managedBytes").GetInt64(), handles, threads, stats.GetProperty("beatsJudged").GetInt64(),
            stats.GetProperty("historyBytes").GetInt64());
    }

    /// <summary>The middle one of each figure: a garbage collection now or a second later must not matter.</summary>
    internal static Resources Median(IReadOnlyCollection<Resources> some) => new(
        Middle(some.Select(one => one.WorkingSet)), Middle(some.Select(one => one.Managed)),
        (int)Middle(some.Select(one => (long)one.Handles)), (int)Middle(some.Select(one => (long)one.Threads)), Middle(some.Select(one => one.Beats)),
        Middle(some.Select(one => one.HistoryBytes)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{WorkingSet / 1e6:F0} MB in memory, {Managed / 1e6:F0} MB managed, {Handles} open files, {Threads} threads, {Beats} beats, {HistoryBytes / 1e6:F0} MB of history");

    private static long Middle(IEnumerable<long> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

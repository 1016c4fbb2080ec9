using System.Diagnostics;
using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.Bench.Store;

/// <summary>
/// History alone: fills a database with the beats of fifty patients (some 22 hours each in a full run), reads it, then writes a beat at a
/// time of 10,000 further patients, as a ward of that size hands them over.
/// </summary>
internal static class HistorySection
{
    private const int Patients = 50;
    private const int LivePatients = 10_000;
    private const int LiveBeats = 60; // of each
    private const int EarlierBeats = 40; // of each, a minute apart: every patient then has pages of its own in each table, as after hours
    private const int Repeats = 21;
    private const int WarmUps = 40; // the compiler optimises a query's code after thirty calls

    internal static async Task MeasureAsync(BenchOptions options, Report report)
    {
        var each = options.HistoryBeats / Patients;
        var file = Path.Combine(options.Folder, "history.db");
        using var history = Open(options.HistoryAddress ?? file);
        var ids = Enumerable.Range(0, Patients).Select(n => $"bench-{n:D3}").ToList();
        var filling = new Filling(history, ids, Filling.TimeOf);
        await filling.OpenAsync();
        var bulk = await filling.WriteAsync(0, each, beatsABatch: 50);
        var json = new JsonObject
        {
            ["store"] = history.GetType().Name,
            ["beats"] = Patients * each,
            ["patients"] = Patients,
            ["fileMegabytes"] = File.Exists(file) ? Math.Round(new FileInfo(file).Length / 1e6) : null,
        };

        await ReadAsync(history, ids, Filling.TimeOf(each), json);
        json["write"] = new JsonObject { ["fiftyPatientsFiftyBeatsABatch"] = bulk, ["tenThousandPatientsOneBeatABatch"] = await WriteLiveAsync(history, options) };
        report.Set("history", json);
        Report.Say();
        Report.Say($"history, {json["store"]}: {json["beats"]} beats of {Patients} patients, {json["fileMegabytes"]} MB");
        foreach (var (name, figures) in json)
            if (figures is JsonObject) Report.Say($"  {name}: {figures.ToJsonString()}");
    }

    private static StoredHistory Open(string database)
    {
        var options = Options.Create(new HistoryOptions { Database = database });
        return database.Contains('=', StringComparison.Ordinal)
            ? new PostgresHistory(options, TimeProvider.System, NullLogger<PostgresHistory>.Instance)
            : new SqliteHistory(options, TimeProvider.System, NullLogger<SqliteHistory>.Instance);
    }

    private static async Task<JsonObject> WriteLiveAsync(StoredHistory history, BenchOptions options)
    {
        var patients = options.Quick ? LivePatients / 10 : LivePatients;
        var ward = new Filling(history, [.. Enumerable.Range(0, patients).Select(n => $"live-{n:D5}")],
            beat => beat < EarlierBeats ? Filling.Start.AddMinutes(beat) : Filling.Start.AddMinutes(EarlierBeats).AddMilliseconds(800 * beat));
        await ward.OpenAsync();
        await ward.WriteAsync(0, EarlierBeats, beatsABatch: 1);
        return await ward.WriteAsync(EarlierBeats, LiveBeats, beatsABatch: 1);
    }

    private static async Task ReadAsync(StoredHistory history, List<string> ids, DateTimeOffset end, JsonObject json)
    {
        var random = new Random(1);
        json["lastHourAllBeats"] = await MeasureAsync(async patient =>
        {
            var (before, beats) = ((long?)null, 0);
            do
            {
                var page = await history.GetBeatsAsync(patient, new BeatQuery(From: end.AddHours(-1), Before: before, Limit: 1000), default);
                (before, beats) = (page.Next is null ? null : page.Items[^1].Beat.Index, beats + page.Items.Count);
            }
            while (before is not null);
            return beats;
        });
        json["lastHourFirstPage"] = await MeasureAsync(async patient =>
            (await history.GetBeatsAsync(patient, new BeatQuery(From: end.AddHours(-1), Limit: 1000), default)).Items.Count);
        json["lastHourAbnormal"] = await MeasureAsync(async patient =>
            (await history.GetBeatsAsync(patient, new BeatQuery(From: end.AddHours(-1), Class: BeatClass.ROnTPvc, Limit: 1000), default)).Items.Count);
        json["lastHourTrend"] = await MeasureAsync(async patient =>
            (await history.GetTrendAsync(patient, end.AddHours(-1), end, TrendResolution.Minute, default)).Count);
        json["dayTrendMinutes"] = await MeasureAsync(async patient =>
            (await history.GetTrendAsync(patient, end.AddDays(-1), end, TrendResolution.Minute, default)).Count);
        json["dayTrendHours"] = await MeasureAsync(async patient =>
            (await history.GetTrendAsync(patient, end.AddDays(-1), end, TrendResolution.Hour, default)).Count);

        async Task<JsonObject> MeasureAsync(Func<string, Task<int>> query)
        {
            var (times, rows) = (new List<double>(), 0);
            for (var i = -WarmUps; i < Repeats; i++)
            {
                var began = Stopwatch.GetTimestamp();
                rows = await query(ids[random.Next(Patients)]);
                if (i >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var spread = Spread.Of(times);
            return new JsonObject
            {
                ["rows"] = rows, ["minMs"] = Math.Round(spread.Min, 2), ["medianMs"] = Math.Round(spread.Median, 2), ["maxMs"] = Math.Round(spread.Max, 2),
            };
        }
    }
}

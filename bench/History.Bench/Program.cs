using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Bench;
using EcgStream.History.Queries;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// dotnet run --project bench/History.Bench -c Release -- [beats] [results.json] [Host=…;Database=…]
// Without an address the history is an SQLite file; a PostgreSQL database must be empty.
// Fifty patients with some 22 hours each at the default of 5,000,000 beats; then 10,000 patients, a beat of each at a time.
const int Patients = 50;
const int LivePatients = 10_000;
const int LiveBeats = 60; // of each
const int EarlierBeats = 40; // of each, a minute apart: enough that every patient has pages of its own in each table, as after hours
const int Repeats = 21;
const int WarmUps = 40; // code is compiled for speed after some thirty calls
var total = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 5_000_000;
var each = total / Patients;
var folder = Directory.CreateTempSubdirectory("ecgstream-history-bench-");
try
{
    var loadStart = Load();
    var database = Path.Combine(folder.FullName, "history.db");
    var options = Options.Create(new HistoryOptions { Database = args.Length > 2 ? args[2] : database });
    using StoredHistory history = args.Length > 2
        ? new PostgresHistory(options, TimeProvider.System, NullLogger<PostgresHistory>.Instance)
        : new SqliteHistory(options, TimeProvider.System, NullLogger<SqliteHistory>.Instance);
    var ids = Enumerable.Range(0, Patients).Select(n => $"bench-{n:D3}").ToList();
    var filling = new Filling(history, ids, Filling.TimeOf);
    await filling.OpenAsync();
    var bulk = await filling.WriteAsync(0, each, beatsABatch: 50);

    var megabytes = File.Exists(database) ? Math.Round(new FileInfo(database).Length / 1e6) : (double?)null;
    var end = Filling.TimeOf(each);
    var random = new Random(1);
    var hour = await MeasureAsync(async patient =>
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
    var firstPage = await MeasureAsync(async patient =>
        (await history.GetBeatsAsync(patient, new BeatQuery(From: end.AddHours(-1), Limit: 1000), default)).Items.Count);
    var hourTrend = await MeasureAsync(async patient =>
        (await history.GetTrendAsync(patient, end.AddHours(-1), end, TrendResolution.Minute, default)).Count);
    var abnormal = await MeasureAsync(async patient =>
        (await history.GetBeatsAsync(patient, new BeatQuery(From: end.AddHours(-1), Class: BeatClass.ROnTPvc, Limit: 1000), default)).Items.Count);
    var dayMinutes = await MeasureAsync(async patient =>
        (await history.GetTrendAsync(patient, end.AddDays(-1), end, TrendResolution.Minute, default)).Count);
    var dayHours = await MeasureAsync(async patient =>
        (await history.GetTrendAsync(patient, end.AddDays(-1), end, TrendResolution.Hour, default)).Count);

    // Last, among the five million: 10,000 patients, a beat of each in turn.
    var ward = new Filling(history, [.. Enumerable.Range(0, LivePatients).Select(n => $"live-{n:D5}")],
        beat => beat < EarlierBeats ? Filling.Start.AddMinutes(beat) : Filling.Start.AddMinutes(EarlierBeats).AddMilliseconds(800 * beat));
    await ward.OpenAsync();
    await ward.WriteAsync(0, EarlierBeats, beatsABatch: 1);
    var live = await ward.WriteAsync(EarlierBeats, LiveBeats, beatsABatch: 1);

    var json = JsonSerializer.Serialize(
        new
        {
            machine = new
            {
                cpu = Cpu(), cores = Environment.ProcessorCount, store = history.GetType().Name, dotnet = RuntimeInformation.FrameworkDescription, loadStart, loadEnd = Load(),
            },
            beats = Patients * each, patients = Patients, fileMegabytes = megabytes,
            write = new { fiftyPatientsFiftyBeatsABatch = bulk, tenThousandPatientsOneBeatABatch = live },
            lastHourAllBeats = hour, lastHourFirstPage = firstPage, lastHourAbnormal = abnormal, lastHourTrend = hourTrend,
            dayTrendMinutes = dayMinutes, dayTrendHours = dayHours,
        },
        new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
    Console.WriteLine(json);
    if (args.Length > 1) await File.WriteAllTextAsync(args[1], json + "\n");

    async Task<object> MeasureAsync(Func<string, Task<int>> query)
    {
        var (times, rows) = (new List<double>(), 0);
        for (var i = -WarmUps; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            rows = await query(ids[random.Next(Patients)]);
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return new { rows, minMs = Math.Round(times[0], 2), medianMs = Math.Round(times[Repeats / 2], 2), maxMs = Math.Round(times[^1], 2) };
    }
}
finally
{
    folder.Delete(recursive: true);
}

static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

static string Cpu() => (File.Exists("/proc/cpuinfo")
    ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
    : null) ?? RuntimeInformation.ProcessArchitecture.ToString();

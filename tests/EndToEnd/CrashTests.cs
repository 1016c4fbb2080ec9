using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EcgStream.Contracts.Alarms;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;

namespace EcgStream.EndToEnd;

/// <summary>
/// The server is killed again and again while a simulator in a process of its own goes on sending. ECGSTREAM_CRASH_KILLS
/// sets how often, ECGSTREAM_CRASH_PATIENTS and ECGSTREAM_CRASH_SPEED how much is sent (100 patients at speed 5 are some
/// 600 beats a second).
/// </summary>
[Trait("Category", "Slow")]
public sealed class CrashTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly LogEvent?[] Steered = [null, LogEvent.BatchBegins, LogEvent.TransactionBegins, LogEvent.AlarmJudged];
    private readonly int _kills = SizeOf.Environment("ECGSTREAM_CRASH_KILLS", 3);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_CRASH_PATIENTS", 100);
    private readonly int _speed = SizeOf.Environment("ECGSTREAM_CRASH_SPEED", 5);

    [Fact]
    public async Task Server_KilledAtRandomMoments_EveryBeatAndAlarmIsStoredOnce()
    {
        using var folder = new TempFolder();
        var random = new Random(17);
        string[] arguments = ["--patients", "0", "--database", folder.Database];
        var server = EcgProcess.TalkativeServerOn(0, arguments);
        var acknowledged = new HashSet<string>();
        var moments = new List<KillMoment>();
        AlarmWatcher? watcher = null;
        try
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            watcher = new AlarmWatcher(http.BaseAddress);
            var (began, away) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
            await using var simulator = EcgProcess.Simulator(
                "--url", $"{http.BaseAddress}", "--patients", $"{_patients}", "--speed", $"{_speed}");
            for (var kill = 0; kill < _kills; kill++)
            {
                await ProgressAsync(http, simulator);
                await AcknowledgeAsync(http, acknowledged);
                await Task.Delay(random.Next(2_000)); // any moment, and of every four one in each kind of work
                if (Steered[kill % Steered.Length] is { } work) await server.NextAsync(work, TimeSpan.FromSeconds(10));
                await server.KillAsync();
                var killed = Stopwatch.GetTimestamp();
                moments.Add(KillMoment.Of(server));
                report.WriteLine($"kill {kill + 1}: {moments[^1]}; {new FileInfo(folder.Database + "-wal").Length} bytes in the write-ahead log");
                await server.DisposeAsync();
                server = EcgProcess.TalkativeServerOn(http.BaseAddress!.Port, arguments);
                await server.AddressAsync();
                away += Stopwatch.GetElapsedTime(killed);
            }

            await ProgressAsync(http, simulator);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await simulator.InterruptAsync();

            var outcome = await simulator.CompletedAsync();
            Assert.True(outcome.FailedCalls > 0, "calls fail while the server is away");
            report.WriteLine($"{outcome}");
            report.WriteLine($"{outcome.Sent / seconds:F0} beats/s over {seconds:F0} s, the server's absences included, " +
                $"{outcome.Sent / (seconds - away.TotalSeconds):F0} without them");
            await SeenAsync(http, watcher);
        }
        finally
        {
            await server.DisposeAsync();
            if (watcher is not null) await watcher.DisposeAsync();
        }

        var ward = await StoredPatient.ReadAllAsync(folder.Database);
        foreach (var patient in ward)
        {
            Assert.Equal(Enumerable.Range(0, patient.Beats.Count).Select(n => (long)n), patient.Beats.Select(beat => beat.Index));
            Assert.Equal(patient.CalledFor(), patient.Alarms.Where(alarm => alarm.Kind == AlarmKind.Physiological)
                .Select(alarm => (alarm.Rule, alarm.OnsetBeat, alarm.Priority, alarm.Text)));
        }

        var alarms = ward.SelectMany(patient => patient.Alarms).ToDictionary(alarm => alarm.Id);
        Assert.NotEmpty(alarms);
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, id => Assert.Equal("night shift", alarms[id].AcknowledgedBy));

        // The viewer: every change at most once and in commit order, and no alarm missed however often it was thrown out.
        var seen = watcher.Stored;
        Assert.True(watcher.Connections > _kills, $"{watcher.Connections} connections");
        Assert.Equal(seen.Select(change => change.Cursor).Distinct().Order(), seen.Select(change => change.Cursor));
        var end = seen[^1].Cursor; // what the clock raised since then, with nothing sent any more, is left aside
        Assert.Equal(
            alarms.Values.Where(alarm => alarm.Cursor <= end).Select(alarm => (alarm.Id, alarm.Cursor!.Value, alarm.State)).Order(),
            seen.GroupBy(change => change.Id).Where(changes => alarms[changes.Key].Cursor <= end)
                .Select(changes => (changes.Key, changes.Last().Cursor, changes.Last().State)).Order());

        report.WriteLine($"{_kills} kills: {moments.Count(moment => moment.InBatch)} in a batch, " +
            $"{moments.Count(moment => moment.InTransaction)} in a transaction, {moments.Count(moment => moment.AlarmUnstored)} with an alarm not stored yet");
        report.WriteLine($"{alarms.Count} alarms, {acknowledged.Count} acknowledged; the viewer joined {watcher.Connections} times, " +
            $"saw {seen.Count} stored changes, each once, and {watcher.SeenUnstored} alarms before they were stored");
        if (_kills < 20) return; // a few kills need not meet every kind of work
        Assert.Contains(moments, moment => moment.InBatch);
        Assert.Contains(moments, moment => moment.InTransaction);
        Assert.Contains(moments, moment => moment.AlarmUnstored);
    }

    /// <summary>Waits until the viewer has what History has: alarms travel behind the commit.</summary>
    private static async Task SeenAsync(HttpClient http, AlarmWatcher watcher)
    {
        var last = 0L;
        for (IReadOnlyList<JsonElement> page; (page = [.. await ItemsAsync(http, $"api/alarms?cursor={last}&limit=1000")]).Count > 0;)
            last = page[^1].GetProperty("cursor").GetInt64();
        await Eventually.HoldsAsync($"the viewer has seen alarm change {last}", () =>
            Task.FromResult(watcher.Stored is [.., var (cursor, _, _)] && cursor >= last), Patience);
    }

    /// <summary>Waits until beats are stored that were not when it was called.</summary>
    private static async Task ProgressAsync(HttpClient http, EcgProcess simulator)
    {
        long? before = null;
        await Eventually.HoldsAsync("more beats are stored\n" + simulator.Output, async () =>
        {
            var stored = (await ItemsAsync(http, "api/patients")).Sum(patient => patient.GetProperty("watermark").GetInt64());
            before ??= stored;
            return stored > before;
        }, Patience);
    }

    private static async Task AcknowledgeAsync(HttpClient http, HashSet<string> acknowledged)
    {
        await Eventually.HoldsAsync("an alarm is acknowledged", async () =>
        {
            foreach (var alarm in await ItemsAsync(http, "api/alarms?state=Latched&limit=3"))
            {
                var id = alarm.GetProperty("id").GetString()!;
                using var answer = await http.PostAsJsonAsync($"api/alarms/{id}/acknowledge", new { by = "night shift" });
                if (answer.IsSuccessStatusCode) acknowledged.Add(id);
            }

            return acknowledged.Count > 0;
        }, Patience);
    }

    private static async Task<IEnumerable<JsonElement>> ItemsAsync(HttpClient http, string address)
    {
        var answer = await http.GetFromJsonAsync<JsonElement>(address);
        return [.. (answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("items")).EnumerateArray()];
    }
}

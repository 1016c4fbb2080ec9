using System.Net.Http.Json;
using System.Text.Json;
using EcgStream.Contracts.Alarms;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd;

/// <summary>
/// The server is killed again and again while a simulator in a process of its own goes on sending. ECGSTREAM_CRASH_KILLS
/// sets how often, ECGSTREAM_CRASH_PATIENTS and ECGSTREAM_CRASH_SPEED how much is sent (100 patients at speed 5 are some
/// 600 beats a second).
/// </summary>
public sealed class CrashTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly int kills = SizeOf.Environment("ECGSTREAM_CRASH_KILLS", 3);
    private readonly int patients = SizeOf.Environment("ECGSTREAM_CRASH_PATIENTS", 100);
    private readonly int speed = SizeOf.Environment("ECGSTREAM_CRASH_SPEED", 5);

    [Fact]
    public async Task Server_KilledAtRandomMoments_EveryBeatAndAlarmIsStoredOnce()
    {
        using var folder = new TempFolder();
        var moments = new Random(17);
        var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        var acknowledged = new HashSet<string>();
        try
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            await using var simulator = EcgProcess.Simulator(
                "--url", $"{http.BaseAddress}", "--patients", $"{patients}", "--speed", $"{speed}");
            for (var kill = 0; kill < kills; kill++)
            {
                await ProgressAsync(http, simulator);
                await AcknowledgeAsync(http, acknowledged);
                await Task.Delay(moments.Next(2_000)); // any moment: in a batch, in a transaction, between two
                await server.KillAsync();
                report.WriteLine($"killed, {new FileInfo(folder.Database + "-wal").Length} bytes in the write-ahead log");
                await server.DisposeAsync();
                server = EcgProcess.ServerOn(http.BaseAddress!.Port, "--patients", "0", "--database", folder.Database);
                await server.AddressAsync();
            }

            await ProgressAsync(http, simulator);
            await simulator.InterruptAsync();

            Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
            Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
            Assert.Contains("answers again", simulator.Output);
            report.WriteLine(simulator.Summary);
        }
        finally
        {
            await server.DisposeAsync();
        }

        var ward = await StoredPatient.ReadAllAsync(folder.Database);
        foreach (var patient in ward)
        {
            Assert.Equal(Enumerable.Range(0, patient.Beats.Count).Select(n => (long)n), patient.Beats.Select(beat => beat.Index));
            Assert.Equal(Expected(patient), patient.Alarms.Where(alarm => alarm.Kind == AlarmKind.Physiological)
                .Select(alarm => (alarm.Rule, alarm.OnsetBeat, alarm.Priority, alarm.Text)));
        }

        var alarms = ward.SelectMany(patient => patient.Alarms).ToDictionary(alarm => alarm.Id);
        Assert.NotEmpty(alarms);
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, id => Assert.Equal("night shift", alarms[id].AcknowledgedBy));
        report.WriteLine($"{kills} kills, {alarms.Count} alarms, {acknowledged.Count} acknowledged");
    }

    /// <summary>What the rules say of the stored beats, had nobody ever killed anything.</summary>
    private static IEnumerable<(string Rule, long Onset, AlarmPriority Priority, string Text)> Expected(StoredPatient patient)
    {
        var rules = AlarmRules.Default();
        var changes = new List<AlarmChange>();
        var alarms = new SortedDictionary<(string Rule, long Onset), (AlarmPriority Priority, string Text)>();
        foreach (var beat in patient.Beats) rules.Observe(beat, changes);
        foreach (var change in changes.Where(change => change.Transition != AlarmTransition.ConditionGone))
        {
            var known = alarms.GetValueOrDefault((change.Rule, change.OnsetBeat));
            alarms[(change.Rule, change.OnsetBeat)] = (change.Priority > known.Priority ? change.Priority : known.Priority, change.Text);
        }

        return alarms.Select(alarm => (alarm.Key.Rule, alarm.Key.Onset, alarm.Value.Priority, alarm.Value.Text));
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

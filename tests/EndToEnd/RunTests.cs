using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EcgStream.Signal.Formats;

namespace EcgStream.EndToEnd;

/// <summary>The product as a user starts it.</summary>
public sealed class RunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("stream")]
    [InlineData("call")]
    public async Task Run_SomeSeconds_StoresEveryBeatOnceAndSaysSo(string door)
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "50", "--seconds", "8", "--door", door, "--database", folder.Database);

        Assert.Equal(50, (await server.CompletedAsync()).Patients);
    }

    [Fact]
    public async Task Run_NoLogFormatterNamed_LogsEachEntryOnOneLineWithItsTime()
    {
        using var folder = new TempFolder();
        var unnamed = new Dictionary<string, string> { ["Logging__Console__FormatterName"] = "" };
        await using var server = EcgProcess.ServerWith(unnamed, "--patients", "1", "--seconds", "1", "--database", folder.Database);
        await server.CompletedAsync();

        Assert.Contains(server.Output.Split('\n'), line => Regex.IsMatch(line, @"^\d\d:\d\d:\d\d info: EcgStream\.History\.SqliteHistory\[1\] \S"));
    }

    [Fact]
    public async Task Run_Interrupted_DrainsAndStoresEveryBeatOnce()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "50", "--speed", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        await JudgedBeatsAsync(http, patients: 50);

        await server.InterruptAsync();

        await server.CompletedAsync();
    }

    [Fact]
    public async Task Run_KilledAndStartedAgain_GoesOnFromWhatIsStored()
    {
        using var folder = new TempFolder();
        await using (var killed = EcgProcess.Server("--patients", "20", "--speed", "20", "--database", folder.Database))
        {
            using var http = new HttpClient { BaseAddress = await killed.AddressAsync() };
            await JudgedBeatsAsync(http, patients: 20);
            await killed.KillAsync();
        }

        await using var server = EcgProcess.Server("--patients", "20", "--speed", "20", "--seconds", "5", "--database", folder.Database);
        await server.CompletedAsync();
    }

    [Fact]
    public async Task Run_DatabaseOfAnotherServer_NamesItAndEndsUntilThatIsKilled()
    {
        using var folder = new TempFolder();
        await using var first = EcgProcess.Server("--patients", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await first.AddressAsync() };

        await using (var second = EcgProcess.Server("--patients", "5", "--database", folder.Database))
        {
            Assert.Equal(1, await second.ExitCodeAsync());
            Assert.Matches($@"\b{first.Id}\b", second.Output); // who has it
        }

        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("health/ready")).StatusCode);
        await first.KillAsync();
        await using var third = EcgProcess.Server("--patients", "5", "--seconds", "3", "--database", folder.Database);
        await third.CompletedAsync();
    }

    [Fact]
    public async Task Run_WithoutADataSet_SaysWhereItLookedAndSimulatesWithSyntheticBeats()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.ServerIn(folder.FullName, "--patients", "5", "--seconds", "3", "--database", folder.Database);

        Assert.DoesNotContain("ECG5000", (await server.CompletedAsync()).Source);
        Assert.Contains("ECGSTREAM_DATA", server.Output); // one of the places that it names
    }

    [Theory]
    [InlineData("--patients", "-1", "--patients")]
    [InlineData("--speed", "fast", "fast")]
    [InlineData("--door", "window", "window")]
    [InlineData("--data", "no-such-folder", "no-such-folder")]
    [InlineData("--faults", "vanish=5", "vanish")]
    public async Task Run_BadArgument_SaysWhatIsWrongAndEnds(string option, string value, string expected)
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server(option, value, "--database", folder.Database);

        Assert.NotEqual(0, await server.ExitCodeAsync());
        Assert.Contains(expected, server.Output);
        Assert.DoesNotContain("   at EcgStream", server.Output); // words, not a stack trace
    }

    [Fact]
    public async Task Rest_WhileAWardRuns_AnswersWhatHappened()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "50", "--speed", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };

        var patients = await JudgedBeatsAsync(http, patients: 50);
        var patient = patients[0];
        Assert.InRange(patient.GetProperty("heartRate").GetDouble(), 40, 160);
        Assert.NotEqual("Unknown", patient.GetProperty("lastClass").GetString());

        var page = await http.GetFromJsonAsync<JsonElement>($"api/patients/{patient.GetProperty("patientId").GetString()}/beats?limit=5");
        var beats = page.GetProperty("items").EnumerateArray().Select(beat => beat.GetProperty("beat").GetInt64()).ToList();
        Assert.Equal(Math.Min(5, beats[0] + 1), beats.Count);
        Assert.Equal(beats.OrderDescending(), beats);

        var alarm = await FirstAlarmAsync(http);
        Assert.Equal("ventricular-run", alarm.GetProperty("rule").GetString());
    }

    [Fact]
    public async Task Classify_TrainBeat_ReturnsItsClass()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var beat = Ecg5000.Load().Train[0];

        using var answer = await http.PostAsJsonAsync("api/classify", new { samples = beat.Samples });

        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        var verdict = JsonDocument.Parse(body).RootElement;
        if (verdict.TryGetProperty("beats", out var verdicts)) verdict = verdicts[0];
        Assert.Equal((int)beat.Class, verdict.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Simulate_InAProcessOfItsOwn_StoresEveryBeatOnce()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        var address = await server.AddressAsync();
        await using var simulator = EcgProcess.Simulator("--url", address.ToString(), "--patients", "30", "--seconds", "6", "--speed", "3");

        await simulator.CompletedAsync();
    }

    private static async Task<JsonElement> FirstAlarmAsync(HttpClient http)
    {
        JsonElement alarm = default;
        await Eventually.HoldsAsync("an alarm is raised", async () =>
        {
            var page = await http.GetFromJsonAsync<JsonElement>("api/alarms");
            alarm = page.GetProperty("items").EnumerateArray().FirstOrDefault();
            return alarm.ValueKind == JsonValueKind.Object;
        }, Patience);
        return alarm;
    }

    /// <summary>Waits until every patient has a stored beat.</summary>
    private static async Task<IReadOnlyList<JsonElement>> JudgedBeatsAsync(HttpClient http, int patients)
    {
        IReadOnlyList<JsonElement> list = [];
        await Eventually.HoldsAsync($"{patients} patients have stored beats", async () =>
        {
            var answer = await http.GetFromJsonAsync<JsonElement>("api/patients");
            if (answer.ValueKind == JsonValueKind.Object) answer = answer.GetProperty("items");
            list = [.. answer.EnumerateArray()];
            return list.Count(patient => patient.GetProperty("watermark").GetInt64() > 0) == patients;
        }, Patience);
        return list;
    }
}

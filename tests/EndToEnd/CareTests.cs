using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd;

/// <summary>What people do to a patient, over REST and across a killed server.</summary>
public sealed class CareTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Admission_AlarmPauseAndAcknowledgement_SurviveAKilledServerAndEndWithTheDischarge()
    {
        using var folder = new TempFolder();
        string alarm;
        await using (var killed = EcgProcess.Server("--patients", "0", "--database", folder.Database))
        {
            using var http = new HttpClient { BaseAddress = await killed.AddressAsync() };
            await SendAsync(http.PutAsJsonAsync("api/patients/p1", new { bed = "12A", limits = new { heartRateLow = 45, heartRateHigh = 130 }, by = "ann" }));
            await SendAsync(http.PostAsJsonAsync("api/patients/p1/ecg", new { firstSample = 0, startTime = Start, rrMs = 800, samples = Samples() }));
            await SendAsync(ReportAsync(http, "LeadOff", seconds: 3));
            Assert.Equal("LeadOff", (await GetAsync(http, "api/patients/p1")).GetProperty("signal").GetString());
            await SendAsync(http.PostAsJsonAsync("api/patients/p1/audio-pause", new { by = "ann" }));
            alarm = "";
            await Eventually.HoldsAsync("the alarm is stored", async () =>
                (alarm = (await GetAsync(http, "api/alarms")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!).FirstOrDefault() ?? "") != "");
            await SendAsync(http.PostAsJsonAsync($"api/alarms/{alarm}/acknowledge", new { by = "bob" }));
            await killed.KillAsync();
        }

        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        using var again = new HttpClient { BaseAddress = await server.AddressAsync() };
        var patient = await GetAsync(again, "api/patients/p1");
        Assert.Equal(("12A", 130d), (patient.GetProperty("bed").GetString(), patient.GetProperty("limits").GetProperty("heartRateHigh").GetDouble()));
        Assert.Equal("ann", patient.GetProperty("audioPause").GetProperty("by").GetString());
        var strip = await GetAsync(again, $"api/alarms/{alarm}/beats");
        Assert.Equal(("Acknowledged", "bob"), (strip.GetProperty("alarm").GetProperty("state").GetString(), strip.GetProperty("alarm").GetProperty("acknowledgedBy").GetString()));
        Assert.Equal(1, strip.GetProperty("beats").GetArrayLength());
        Assert.Equal(1, (await GetAsync(again, "api/patients/p1/trend?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z")).GetProperty("points")[0].GetProperty("beats").GetInt64());

        // Asystole is higher than what the pause covers: it breaks it.
        await SendAsync(ReportAsync(again, "Watching", seconds: 5));
        await Eventually.HoldsAsync("the pause is broken", async () => (await GetAsync(again, "api/patients/p1")) is var now
            && now.GetProperty("audioPause").ValueKind == JsonValueKind.Null && now.GetProperty("alarm").GetString() == "asystole 5.0 s ≥ 4 s");

        await SendAsync(again.DeleteAsync("api/patients/p1?by=ann"));
        Assert.Equal(HttpStatusCode.NotFound, (await again.GetAsync("api/patients/p1")).StatusCode);
        Assert.All((await GetAsync(again, "api/alarms")).GetProperty("items").EnumerateArray(), one => Assert.Equal("Cleared", one.GetProperty("state").GetString()));
        using var refused = await again.PostAsJsonAsync("api/patients/p1/ecg", new { firstSample = 140, startTime = Start.AddSeconds(9), rrMs = 800, samples = Samples() });
        Assert.False(refused.IsSuccessStatusCode);
        await SendAsync(again.PutAsJsonAsync("api/patients/p1", new { by = "cyd" }));
        var acts = (await GetAsync(again, "api/patients/p1/acts")).GetProperty("items").EnumerateArray()
            .Select(act => $"{act.GetProperty("by").GetString()} {act.GetProperty("act").GetString()}");
        Assert.Equal(["cyd admitted", "ann discharged", "bob acknowledged", "ann audio paused", "ann admitted"], acts);
    }

    private static Task<HttpResponseMessage> ReportAsync(HttpClient http, string state, double seconds)
    {
        var since = Start.AddMilliseconds(800);
        return http.PostAsJsonAsync("api/ecg/status", new { statuses = new[] { new { patientId = "p1", at = since.AddSeconds(seconds), nextSample = 140, state, since } } });
    }

    private static async Task SendAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string address) => await http.GetFromJsonAsync<JsonElement>(address);

    private static float[] Samples() => [.. Enumerable.Range(0, 140).Select(i => 2 * MathF.Sin(i / 9f))];
}

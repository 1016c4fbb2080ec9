using System.Text.Json;
using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Testing;
using Microsoft.Playwright;

namespace EcgStream.Dashboard.Tests.Ward;

/// <summary>Which patients the ward shows, and in which order: live/order.js in the browser that runs it.</summary>
public sealed class OrderTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private DashboardHost host = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (chromium.Browser is null)
            return;
        host = await DashboardHost.StartAsync(new SampleWard(1));
        page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(host.Url, "help").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        await page.CloseAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Select_ByAlarm_MostUrgentThenStaleThenBed() => Assert.Equal(["high", "low", "stale", "calm9", "calm10"], await SelectAsync(
        """
        [{ patientId: "calm10", bed: "10" }, { patientId: "calm9", bed: "9" }, { patientId: "stale", bed: "20", stale: 1 },
         { patientId: "low", bed: "3", alarm: "Low" }, { patientId: "high", bed: "30", alarm: "High" }]
        """, """{ order: "alarm" }"""));

    [Fact]
    public async Task Select_ByRate_PatientsWithoutRateLast() => Assert.Equal(["fast", "slow", "none"], await SelectAsync(
        """[{ patientId: "none", heartRate: null }, { patientId: "slow", heartRate: 40 }, { patientId: "fast", heartRate: 160 }]""", """{ order: "rate" }"""));

    [Fact]
    public async Task Select_ByAnomaly_PatientsWithoutBeatsLast() => Assert.Equal(["odd", "usual", "new"], await SelectAsync(
        """[{ patientId: "new", beats: 0, anomalyScore: 9 }, { patientId: "usual" }, { patientId: "odd", anomalyScore: 2 }]""", """{ order: "anomaly" }"""));

    [Fact]
    public async Task Select_Search_EachWordIsFoundSomewhere()
    {
        const string Ward = """[{ patientId: "a", bed: "5", alarm: "High" }, { patientId: "b", bed: "7", lastClass: "ROnTPvc" }]""";

        Assert.Equal(["b"], await SelectAsync(Ward, """{ order: "bed", search: "r-on-t" }"""));
        Assert.Equal(["a"], await SelectAsync(Ward, """{ order: "bed", search: "VT" }"""));
        Assert.Equal(["b"], await SelectAsync(Ward, """{ order: "bed", search: "7 b" }"""));
        Assert.Empty(await SelectAsync(Ward, """{ order: "bed", search: "nobody" }"""));
    }

    [Fact]
    public async Task Select_Filter_OnlyThose()
    {
        const string Ward =
            """[{ patientId: "vt", alarm: "High" }, { patientId: "pvc", lastClass: "Pvc" }, { patientId: "old", lastClass: "Pvc", stale: 1 }, { patientId: "none", lastClass: "Unknown" }]""";

        Assert.Equal(["vt"], await SelectAsync(Ward, """{ filter: "high" }"""));
        Assert.Equal(["pvc"], await SelectAsync(Ward, """{ filter: "abnormal" }"""));
        Assert.Equal(["old"], await SelectAsync(Ward, """{ filter: "stale" }"""));
    }

    private async Task<string[]> SelectAsync(string patients, string options)
    {
        var found = await page.EvaluateAsync<JsonElement>(
            $$"""
            async () => {
              const { select } = await import("/_content/EcgStream.Dashboard/live/order.js");
              const seen = {{patients}}.map(({ stale, alarm, ...patient }) => ({
                patient: { bed: null, beats: 10, heartRate: 70, lastClass: "Normal", anomalyScore: .3, ...patient }, stale: stale ?? null,
                alarm: alarm && { priority: alarm, text: "vt 6 beats", rule: "ventricular-run", state: "Active" }
              }));
              return select(seen, {{options}}).map(one => one.patient.patientId);
            }
            """);
        return [.. found.EnumerateArray().Select(id => id.GetString()!)];
    }
}

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
    public async Task Select_ByAlarm_PresentThenLatchedThenAcknowledgedThenPriorityThenNewer() =>
        Assert.Equal(["vt", "brady", "gap2", "gap1", "gap0", "overVt", "seenVt", "calm"], await SelectAsync(
            """
            [{ patientId: "calm", bed: "1" },
             { patientId: "seenVt", bed: "2", alarm: { priority: "High", state: "Acknowledged" } },
             { patientId: "overVt", bed: "3", alarm: { priority: "High", state: "Latched" } },
             { patientId: "gap0", bed: "4", alarm: { priority: "Low", raisedAt: "2026-01-01T11:59:59.75+00:00" } },
             { patientId: "gap1", bed: "5", alarm: { priority: "Low", raisedAt: "2026-01-01T12:00:00+00:00" } },
             { patientId: "gap2", bed: "6", alarm: { priority: "Low", raisedAt: "2026-01-01T12:00:00.5+00:00" } },
             { patientId: "brady", bed: "7", alarm: { priority: "Medium" } },
             { patientId: "vt", bed: "8", alarm: { priority: "High" } }]
            """, """{ order: "alarm" }"""));

    [Fact]
    public async Task TopAlarms_SeveralOfOnePatient_ThePresentOneStandsForThem() => Assert.Equal(["gap"], await EvaluateAsync(
        """
        const { ward } = await import("/_content/EcgStream.Dashboard/live/ward.js");
        const alarm = (id, priority, state) => ({ id, patientId: "p", priority, state, raisedAt: "2026-01-01T12:00:00+00:00", changedAt: "2026-01-01T12:00:00+00:00", cursor: 1 });
        ward.snapshot(["p"], [alarm("vt", "High", "Latched"), alarm("gap", "Low", "Active"), alarm("brady", "Medium", "Acknowledged")]);
        return [ward.topAlarms().get("p").id];
        """));

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

    /// <summary>An alarm is given by its priority, or by what differs from an active VT.</summary>
    private Task<string[]> SelectAsync(string patients, string options) => EvaluateAsync(
        $$"""
        const { select } = await import("/_content/EcgStream.Dashboard/live/order.js");
        const seen = {{patients}}.map(({ stale, alarm, ...patient }) => ({
          patient: { bed: null, beats: 10, heartRate: 70, lastClass: "Normal", anomalyScore: .3, ...patient }, stale: stale ?? null,
          alarm: alarm && {
            text: "vt 6 beats", rule: "ventricular-run", state: "Active", raisedAt: "2026-01-01T12:00:00+00:00",
            ...(alarm.priority ? alarm : { priority: alarm })
          }
        }));
        return select(seen, {{options}}).map(one => one.patient.patientId);
        """);

    private async Task<string[]> EvaluateAsync(string script)
    {
        var found = await page.EvaluateAsync<JsonElement>($"async () => {{ {script} }}");
        return [.. found.EnumerateArray().Select(id => id.GetString()!)];
    }
}

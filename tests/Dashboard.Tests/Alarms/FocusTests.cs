using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Signal.Alarms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.Dashboard.Tests.Alarms;

/// <summary>The focus survives what the ward does to lists: nobody who works by keyboard is thrown back to the top of a page.</summary>
public sealed class FocusTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const float SlowMs = 30_000;

    private readonly SampleWard ward = new();
    private DashboardHost host = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (chromium.Browser is null)
            return;
        host = await DashboardHost.StartAsync(ward);
        var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await context.AddInitScriptAsync("localStorage.setItem('ecgstream-hints', 'read')");
        page = await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        await page.Context.CloseAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Row_ItsAlarmChangesAndMoves_KeepsTheFocus()
    {
        var run = await OpenAlarmAsync("ventricular-run", AlarmPriority.Low);
        await OpenAsync("alarms");
        var row = page.Locator("tbody tr").Filter(new() { Has = page.Locator($"[data-row='{run}']") });
        await row.Locator("[data-row]").FocusAsync();

        ward.Change(run, alarm => alarm with { Text = "ventricular run 4 beats at 91/min" });
        await Expect(row).ToContainTextAsync("4 beats at 91/min", new() { Timeout = SlowMs });
        await FocusIsOnRowAsync(run);

        ward.Change(run, alarm => alarm with { Priority = AlarmPriority.High, RaisedAt = DateTimeOffset.UtcNow.AddSeconds(1) });
        await Expect(page.Locator("[data-row]").First).ToHaveAttributeAsync("data-row", run, new() { Timeout = SlowMs });
        await FocusIsOnRowAsync(run);

        var above = ward.Raise(3, "asystole", AlarmPriority.High, "no beat for 4.1 s, limit 4 s", at: DateTimeOffset.UtcNow.AddSeconds(2));
        await Expect(page.Locator("[data-row]").First).ToHaveAttributeAsync("data-row", above.Id, new() { Timeout = SlowMs });
        await FocusIsOnRowAsync(run);
    }

    [Fact]
    public async Task Row_ItsAlarmEndsOrIsAcknowledged_PassesTheFocusToTheNext()
    {
        await OpenAsync("alarms");
        var rows = await page.Locator("[data-row]").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.row)");
        await page.Locator($"[data-row='{rows[0]}']").FocusAsync();

        ward.Clear(rows[0]);
        await FocusIsOnRowAsync(rows[1]);
        await page.Keyboard.PressAsync("Enter");
        await FocusIsOnRowAsync(rows[2]);

        foreach (var id in rows[2..])
            ward.Clear(id);
        await Expect(page.Locator("h1:focus")).ToHaveTextAsync("Alarms", new() { Timeout = SlowMs });
    }

    [Fact]
    public async Task AcknowledgeButton_Pressed_PassesTheFocusToTheNext()
    {
        await OpenAsync("");
        var waiting = await page.Locator(".alarm-card [data-acknowledge]").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.acknowledge)");
        await page.Locator($".alarm-card [data-acknowledge='{waiting[0]}']").FocusAsync();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".alarm-card [data-acknowledge]:focus")).ToHaveAttributeAsync("data-acknowledge", waiting[1], new() { Timeout = SlowMs });
    }

    [Fact]
    public async Task Tile_OrderTakesItOutOfSight_KeepsTheFocus()
    {
        var slow = await OpenAlarmAsync("extreme-bradycardia", AlarmPriority.Medium);
        await OpenAsync("");
        await page.Locator(".tile[data-patient='sim-0042']").FocusAsync();

        ward.Clear(slow);

        await Expect(page.Locator(".tile[data-patient='sim-0042']")).Not.ToBeInViewportAsync(new() { Timeout = SlowMs });
        await Expect(page.Locator(".tile:focus")).ToHaveAttributeAsync("data-patient", "sim-0042");
    }

    private async Task<string> OpenAlarmAsync(string rule, AlarmPriority priority) =>
        (await ward.GetOpenAlarmsAsync(default)).Single(alarm => alarm.Rule == rule && alarm.Priority == priority).Id;

    private Task FocusIsOnRowAsync(string id) => Expect(page.Locator("[data-row]:focus")).ToHaveAttributeAsync("data-row", id, new() { Timeout = SlowMs });

    private async Task OpenAsync(string path)
    {
        await page.GotoAsync(new Uri(host.Url, path).ToString(), new() { Timeout = SlowMs });
        await page.WaitForFunctionAsync("document.documentElement.dataset.live === 'yes'", null, new() { Timeout = SlowMs });
        await Expect(page.Locator("[data-acknowledge]").First).ToBeVisibleAsync(new() { Timeout = SlowMs });
    }
}

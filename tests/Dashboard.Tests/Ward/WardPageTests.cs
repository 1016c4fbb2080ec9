using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Signal.Alarms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.Dashboard.Tests.Ward;

public sealed class WardPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    // The first page of a cold server on a busy machine.
    private const float SlowMs = 30_000;

    private readonly SampleWard ward = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> faults = new();
    private DashboardHost host = null!;
    private IBrowserContext context = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (chromium.Browser is null)
            return;
        host = await DashboardHost.StartAsync(ward);
        context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        await context.AddInitScriptAsync("localStorage.setItem('ecgstream-hints', 'read')");
        page = await context.NewPageAsync();
        context.Request += (_, request) => requests.Enqueue(request.Url);
        page.PageError += (_, fault) => faults.Enqueue(fault);
        page.WebSocket += (_, socket) => requests.Enqueue(socket.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
            await context.DisposeAsync();
        if (host is not null)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Ward_Opened_ShowsPatientsMostUrgentFirst()
    {
        await OpenAsync();

        var tiles = page.Locator(".tile");
        await Expect(page.GetByTestId("count-patients")).ToContainTextAsync("50");
        await Expect(tiles.First).ToHaveClassAsync(new Regex("alarm-high"));
        await Expect(tiles.First).ToContainTextAsync("***");
        await page.GetByTestId("count-stale").ClickAsync();
        await Expect(tiles).ToHaveCountAsync(2);
        await Expect(tiles.First).ToContainTextAsync("no live signal since ");
        await Expect(page.Locator("footer")).ToHaveTextAsync("Research and simulation, not for clinical use.");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Ward_Opened_AsksNobodyButItsServer()
    {
        await OpenAsync();
        await Expect(page.Locator(".alarm-card").First).ToBeVisibleAsync();

        Assert.NotEmpty(requests);
        Assert.All(requests, url => Assert.Equal(host.Url.Authority, new Uri(url).Authority));
        Assert.Contains(requests, url => url.Contains("/hubs/monitor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alarm_Raised_ArrivesAndIsAnnounced()
    {
        await OpenAsync();

        var alarm = ward.Raise(3, "ventricular-run", AlarmPriority.High, "VT 9 beats at 171/min");

        var card = page.Locator($"[data-alarm='{alarm.Id}']");
        await Expect(card).ToContainTextAsync("VT 9 beats at 171/min");
        await Expect(card).ToContainTextAsync("***");
        await Expect(page.GetByTestId("announce-high")).ToContainTextAsync("High priority alarm, bed A03: Ventricular run");
        await Expect(page.GetByTestId("alarm-counts")).ToContainTextAsync("Alarms: 3 high, 2 medium, 2 low");
    }

    [Fact]
    public async Task Alarm_Raised_IsOpaqueFromItsFirstFrame()
    {
        await OpenAsync();
        await page.EvaluateAsync(
            """
            () => {
              const atTheStart = () => document.getAnimations().filter(one => one.animationName === "arrive").forEach(one => { one.pause(); one.currentTime = 0; });
              new MutationObserver(atTheStart).observe(document.body, { childList: true, subtree: true });
            }
            """);

        var alarm = ward.Raise(3, "ventricular-run", AlarmPriority.High, "VT 9 beats at 171/min");

        var card = page.Locator($"[data-alarm='{alarm.Id}']");
        await page.WaitForFunctionAsync(
            "id => document.querySelector(`[data-alarm='${id}']`)?.getAnimations().some(one => one.playState === 'paused')", alarm.Id, new() { Timeout = SlowMs });
        Assert.Equal("1", await card.EvaluateAsync<string>("node => getComputedStyle(node).opacity"));
    }

    [Fact]
    public async Task Acknowledge_Pressed_EveryViewerSeesIt()
    {
        await OpenAsync();
        var other = await context.NewPageAsync();
        await OpenAsync(other);
        var alarm = (await ward.GetOpenAlarmsAsync(default)).First(open => open.Rule == "asystole");

        await page.Locator($"[data-alarm='{alarm.Id}']").GetByRole(AriaRole.Button).ClickAsync();

        foreach (var viewer in new[] { page, other })
        {
            var card = viewer.Locator($"[data-alarm='{alarm.Id}']");
            await Expect(card).ToContainTextAsync("acknowledged by dashboard");
            await Expect(card.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Hub_LostAndBack_BannerGoesAndMissedAlarmComes()
    {
        await OpenAsync();
        host.HubRefused = true;
        host.CutHub();
        var banner = page.Locator("#connection-banner");
        await Expect(banner).ToContainTextAsync("Connection lost", new LocatorAssertionsToContainTextOptions { Timeout = SlowMs });

        var missed = ward.Raise(5, "asystole", AlarmPriority.High, "no beat for 4.1 s, limit 4 s");
        await Expect(page.Locator($"[data-alarm='{missed.Id}']")).ToHaveCountAsync(0);
        host.HubRefused = false;

        await Expect(banner).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = SlowMs });
        await Expect(page.Locator($"[data-alarm='{missed.Id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Server_Restarted_PageComesBackByItself()
    {
        await OpenAsync();
        var port = host.Url.Port;
        await host.DisposeAsync();
        await Expect(page.Locator("#connection-banner")).ToContainTextAsync("Connection lost", new LocatorAssertionsToContainTextOptions { Timeout = SlowMs });

        host = await DashboardHost.StartAsync(ward, port);
        await Expect(page.Locator("#connection-banner")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = SlowMs });
        var alarm = ward.Raise(7, "ventricular-run", AlarmPriority.High, "VT 5 beats at 133/min");
        await Expect(page.Locator($"[data-alarm='{alarm.Id}']")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = SlowMs });
    }

    [Fact]
    public async Task Search_Typed_StandsInTheUrl()
    {
        await OpenAsync();

        await page.GetByPlaceholder("Search bed, patient, class, alarm").FillAsync("sim-0042");

        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=sim-0042$"));
        await Expect(page.Locator(".tile .id")).ToHaveTextAsync(["sim-0042"]);
    }

    [Fact]
    public async Task Trace_TileInSight_IsDrawn()
    {
        await OpenAsync();
        await page.WaitForFunctionAsync(
            """
            () => [...document.querySelectorAll('.tile:not(.stale) canvas')].slice(1, 4).every(canvas => canvas.width > 0
              && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0))
            """, null, new PageWaitForFunctionOptions { Timeout = SlowMs });
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Tiles_ArrowKeys_MoveFromTileToTileAndEnterOpensThePatient()
    {
        await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bed", Exact = true }).ClickAsync();
        await Expect(page.Locator(".tile .bed").First).ToHaveTextAsync("A01");

        await page.Locator(".tile[tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".tile:focus .bed")).ToHaveTextAsync("A02");
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".tile:focus .bed")).ToHaveTextAsync("E10");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/patients/sim-0050$"));
    }

    [Fact]
    public async Task Ward_OnAPhone_NothingSticksOut()
    {
        await page.SetViewportSizeAsync(360, 740);
        await OpenAsync();

        var widest = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.InRange(widest, 1, 360);
    }

    private Task OpenAsync() => OpenAsync(page);

    /// <summary>Opens the ward and waits until its live connection stands.</summary>
    private async Task OpenAsync(IPage viewer)
    {
        await viewer.GotoAsync(host.Url.ToString(), new PageGotoOptions { Timeout = SlowMs });
        await viewer.WaitForFunctionAsync("document.documentElement.dataset.live === 'yes'", null, new PageWaitForFunctionOptions { Timeout = SlowMs });
    }
}

using System.Text.RegularExpressions;
using EcgStream.Dashboard.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.Dashboard.Tests.Layout;

/// <summary>What surrounds every page, in a browser: keys, sound, motion.</summary>
public sealed class FrameTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
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
        page = await (await chromium.Browser.NewContextAsync()).NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        await page.Context.CloseAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Keys_SwitchedOffOnTheHelpPage_LeadNowhere()
    {
        await OpenAsync();
        await page.Keyboard.PressAsync("h");
        await Expect(page).ToHaveURLAsync(new Regex("/help$"), new() { Timeout = SlowMs });
        var single = page.GetByLabel("Single-letter keys");
        await Expect(single).ToBeCheckedAsync(new() { Timeout = SlowMs });

        await single.UncheckAsync();
        await page.WaitForFunctionAsync("!ecgKeys.isOn()");
        await page.Keyboard.PressAsync("w");
        await single.CheckAsync();
        await page.WaitForFunctionAsync("ecgKeys.isOn()");
        await Expect(page).ToHaveURLAsync(new Regex("/help$"));
        await page.Keyboard.PressAsync("w");
        await Expect(page).ToHaveURLAsync(host.Url.ToString(), new() { Timeout = SlowMs });
    }

    [Fact]
    public async Task Sound_OffUntilSwitchedOn_ThenFollowsTheMostUrgentThatCalls()
    {
        await OpenAsync();
        var root = page.Locator("html");
        await Expect(root).Not.ToHaveAttributeAsync("data-sounding", new Regex("."));

        await page.GetByTestId("sound").ClickAsync();
        await Expect(root).ToHaveAttributeAsync("data-sounding", "High", new() { Timeout = SlowMs });
        foreach (var alarm in (await ward.GetOpenAlarmsAsync(default)).Where(alarm => alarm.Priority == Signal.Alarms.AlarmPriority.High))
            await ward.AcknowledgeAsync(alarm.Id, "somebody", default);
        await Expect(root).ToHaveAttributeAsync("data-sounding", "Medium", new() { Timeout = SlowMs });

        await page.GetByTestId("sound").ClickAsync();
        await Expect(root).ToHaveAttributeAsync("data-sounding", "");
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference, true)]
    [InlineData(ReducedMotion.Reduce, false)]
    public async Task Motion_ReducedWhereTheSystemWishes_NothingFlashes(ReducedMotion wish, bool flashes)
    {
        await page.EmulateMediaAsync(new() { ReducedMotion = wish });
        await OpenAsync();
        await Expect(page.Locator(".alarm-card .alarm-mark.flash").First).ToBeVisibleAsync(new() { Timeout = SlowMs });
        await Expect(page.Locator(".tile.calls").First).ToBeVisibleAsync(new() { Timeout = SlowMs });

        var moving = await page.EvaluateAsync<string[]>("document.getAnimations().filter(one => one.playState === 'running').map(one => one.animationName ?? one.transitionProperty)");

        if (flashes) Assert.Contains("flash-high", moving);
        else Assert.Empty(moving);
    }

    private async Task OpenAsync()
    {
        await page.GotoAsync(host.Url.ToString(), new() { Timeout = SlowMs });
        await page.WaitForFunctionAsync("document.documentElement.dataset.live === 'yes'", null, new() { Timeout = SlowMs });
    }
}

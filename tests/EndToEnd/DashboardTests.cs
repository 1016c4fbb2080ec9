using EcgStream.EndToEnd.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.EndToEnd;

/// <summary>The page over the whole path: beats, models, rules, hub.</summary>
public sealed class DashboardTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>Where screenshots for the documentation go; unset, none are taken.</summary>
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("ECGSTREAM_SCREENSHOTS");

    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 60_000 };

    [ChromiumFact]
    public async Task Ward_VentricularTachycardia_ArrivesOnTheOpenPageAndIsAcknowledged()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "50", "--speed", "2", "--database", folder.Database);
        var page = await OpenAsync(await server.AddressAsync(), width: 1440, height: 900, ColorScheme.Dark);

        await Expect(page.GetByTestId("count-patients")).ToContainTextAsync("50", Soon);
        var alarm = page.Locator(".alarm-card").Filter(new() { HasTextRegex = new(@"VT \d+ beats at \d+/min") }).First;
        await Expect(alarm).ToContainTextAsync("sim-00003", Soon); // the alarm patient of the standard ward
        await Expect(page.Locator("tr.alarm-high")).ToContainTextAsync("VT", Soon);
        await ShootAsync(page, "ward-dark");

        await alarm.GetByRole(AriaRole.Button).ClickAsync();

        // Acknowledged while the condition lasts, or gone with it.
        await Expect(alarm.GetByRole(AriaRole.Button)).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        if (Screenshots is not null) await ShootOthersAsync(page.Url);
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Screenshots is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    private async Task ShootOthersAsync(string url)
    {
        foreach (var (name, width, height, scheme) in ((string, int, int, ColorScheme)[])
            [("ward-light", 1440, 900, ColorScheme.Light), ("ward-phone-dark", 360, 740, ColorScheme.Dark), ("ward-phone-light", 360, 740, ColorScheme.Light)])
        {
            var page = await OpenAsync(new Uri(url), width, height, scheme);
            await Expect(page.GetByTestId("count-patients")).ToContainTextAsync("50", Soon);
            await Expect(page.Locator(".alarm-card").First).ToContainTextAsync("VT", Soon);
            await Expect(page.Locator("tr.alarm-high")).ToContainTextAsync("VT", Soon);
            await ShootAsync(page, name);
        }
    }

    private async Task<IPage> OpenAsync(Uri address, int width, int height, ColorScheme scheme)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }
}

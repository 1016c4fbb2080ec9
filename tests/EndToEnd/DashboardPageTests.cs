using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using static EcgStream.EndToEnd.DashboardServer;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.EndToEnd;

/// <summary>Every page, light and dark, wide and narrow: whole, accessible, and asking nobody but its server.</summary>
[Trait("Category", "Slow")]
public sealed class DashboardPageTests(Chromium chromium, DashboardServer server) : IClassFixture<Chromium>, IClassFixture<DashboardServer>, IAsyncLifetime
{
    private static readonly (string Name, string Path, string Ready)[] Pages =
    [
        ("ward", "", ".tile"),
        ("patient", "patients/sim-00003", ".beat-plot canvas"),
        ("alarms", "alarms", "[data-row]"),
        ("classify", "classify", ".drop"),
        ("models", "models", ".confusion"),
        ("system", "system", ".u-over"),
        ("help", "help", "kbd"),
    ];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await LeaveAsync(chromium.Browser);

    [Theory]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    public async Task Page_Opened_IsWholeAccessibleAndLocal(int width, int height, ColorScheme scheme)
    {
        var address = await server.AddressAsync();
        var page = await BrowseAsync(chromium.Browser, width, height, scheme);
        var (requests, faults) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Request += (_, request) => requests.Enqueue(request.Url);
        page.WebSocket += (_, socket) => requests.Enqueue(socket.Url);
        page.PageError += (_, fault) => faults.Enqueue(fault);
        var found = new List<string>();

        foreach (var (name, path, ready) in Pages)
        {
            await OpenAsync(page, address, path);
            await Expect(page.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Expect(page.Locator("footer")).ToContainTextAsync("simulation, not for clinical use");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var widest && widest > width)
                found.Add($"{name}: sticks out to {widest} px");
            found.AddRange((await ViolationsAsync(page)).Select(violation => $"{name}: {violation}"));
        }

        Assert.Empty(found);
        Assert.Empty(faults);
        Assert.NotEmpty(requests);
        Assert.All(requests, url => Assert.Equal(address.Authority, new Uri(url).Authority));
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Ward_OnAWallOf4K_IsFilledByItsTiles(ColorScheme scheme)
    {
        var page = await BrowseAsync(chromium.Browser, 3840, 2160, scheme);
        await OpenAsync(page, await server.AddressAsync());

        await Expect(page.Locator(".tile")).ToHaveCountAsync(60, new() { Timeout = 60_000 });
        await Expect(page.Locator(".tile .rate b").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]+$"), new() { Timeout = 60_000 });
        var filled = await page.EvaluateAsync<double>(
            """
            () => {
              const wall = document.querySelector(".wall").getBoundingClientRect();
              const seen = [...document.querySelectorAll(".tile")].map(tile => tile.getBoundingClientRect()).filter(box => box.bottom <= wall.bottom + 1);
              return seen.reduce((area, box) => area + box.width * box.height, 0) / (wall.width * wall.height);
            }
            """);
        Assert.True(filled > 0.8, $"Tiles that are whole in sight fill {filled:P0} of the wall.");
        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.tile .rate b')).fontSize)") >= 45);
        Assert.Empty(await ViolationsAsync(page));
    }

    [Fact]
    public async Task Browser_ThroughAllPages_LogsNoRequestOfAPageThatLeavesTheServer()
    {
        var address = await server.AddressAsync();
        using var folder = new TempFolder();
        var log = Path.Combine(folder.FullName, "net.json");
        await using (var browser = await chromium.LaunchAsync("--log-net-log=" + log))
        {
            var page = await BrowseAsync(browser);
            foreach (var (_, path, ready) in Pages)
            {
                await OpenAsync(page, address, path);
                await Expect(page.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
            }

            await browser.CloseAsync(); // now the log is whole
        }

        using var net = JsonDocument.Parse(await File.ReadAllTextAsync(log));
        var start = net.RootElement.GetProperty("constants").GetProperty("logEventTypes").GetProperty("URL_REQUEST_START_JOB").GetInt32();
        // The browser's own errands (its updates, its clock) are started by no page.
        var asked = net.RootElement.GetProperty("events").EnumerateArray()
            .Where(one => one.GetProperty("type").GetInt32() == start && one.TryGetProperty("params", out _)).Select(one => one.GetProperty("params"))
            .Where(request => request.TryGetProperty("initiator", out var page) && page.GetString() == address.GetLeftPart(UriPartial.Authority))
            .Select(request => new Uri(request.GetProperty("url").GetString()!)).ToArray();
        Assert.Contains(asked, url => url.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Contains(asked, url => url.Scheme == "ws");
        Assert.All(asked, url => Assert.Equal(address.Authority, url.Authority));
    }

    /// <summary>What axe-core finds: rule, how often, and where first.</summary>
    private static async Task<string[]> ViolationsAsync(IPage page)
    {
        // axe reads the colours of the moment: what moves or fades to an end is brought there. What flashes for ever has none, and throws.
        await page.EvaluateAsync("document.getAnimations().forEach(one => { try { one.finish(); } catch { } })");
        // Not as a script of the page, which its content security policy forbids.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        return [.. found.GetProperty("violations").EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id")} ({violation.GetProperty("nodes").GetArrayLength()}): {violation.GetProperty("nodes")[0].GetProperty("html")}")];
    }
}

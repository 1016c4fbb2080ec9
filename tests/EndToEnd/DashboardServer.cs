using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.EndToEnd;

/// <summary>One server with a simulated ward for a class of browser tests, started when the first asks.</summary>
public sealed class DashboardServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<Uri>> _address;
    private EcgProcess? _server;

    public DashboardServer() => _address = new(() =>
    {
        _server = EcgProcess.Server("--patients", "60", "--speed", "2", "--database", _folder.Database);
        return _server.AddressAsync();
    });

    internal Task<Uri> AddressAsync() => _address.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A browser of its own, past the hints of a first visit.</summary>
    internal static async Task<IPage> BrowseAsync(
        IBrowser browser, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Dark)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
        });
        await context.AddInitScriptAsync("localStorage.setItem('ecgstream-hints', 'read')");
        return await context.NewPageAsync();
    }

    /// <summary>Ends a test's browsers: a ward that nobody looks at any more is drawn all the same, to the cost of the next test.</summary>
    internal static async Task LeaveAsync(IBrowser? browser)
    {
        foreach (var context in browser?.Contexts.ToArray() ?? [])
            await context.CloseAsync();
    }

    /// <summary>Opens a page and waits until its live connection stands.</summary>
    internal static async Task OpenAsync(IPage page, Uri address, string path = "")
    {
        await page.GotoAsync(new Uri(address, path).ToString());
        await Expect(page.Locator("html[data-live=yes]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
    }
}

using Microsoft.Playwright;

namespace EcgStream.Testing;

/// <summary>The machine's Chromium, headless, with an empty profile; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>ECGSTREAM_CHROMIUM, /usr/bin/chromium, or a chromium or google-chrome on the path; null when there is none.</summary>
    public static string? Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe" }.Select(name => Path.Combine(folder, name)));
        return new[] { Environment.GetEnvironmentVariable("ECGSTREAM_CHROMIUM"), "/usr/bin/chromium" }.Concat(onPath).FirstOrDefault(File.Exists);
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is null)
            return;
        playwright = await Playwright.CreateAsync();
        Browser = await LaunchAsync();
    }

    /// <summary>Another one, with switches of its own; the caller closes it.</summary>
    public Task<IBrowser> LaunchAsync(params string[] switches) => playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(),
        Headless = true,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", .. switches,
        ],
    });

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}

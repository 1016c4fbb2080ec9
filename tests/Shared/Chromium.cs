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

    public async Task InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}

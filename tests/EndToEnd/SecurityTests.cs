using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.EndToEnd;

/// <summary>Keys over real processes: the command that makes them, the server that asks for them, the page behind a login.</summary>
public sealed class SecurityTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Run_BeyondLoopbackWithoutKeys_RefusesAndSaysHowToMakeOne()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--urls", "http://0.0.0.0:0", "--keys", folder.Keys, "--database", folder.Database);

        Assert.NotEqual(0, await server.ExitCodeAsync());
        Assert.Contains("./ecgstream keys add --role admin", server.Output); // the command to give next
        Assert.DoesNotContain("   at EcgStream", server.Output);
    }

    [Fact]
    public async Task Keys_MadeAndRevokedWhileItRuns_CountAtOnce()
    {
        using var folder = new TempFolder();
        var (_, admin) = await AddAsync(folder, "admin");
        await using var server = EcgProcess.Server("--patients", "0", "--require-keys", "--keys", folder.Keys, "--database", folder.Database);
        var address = await server.AddressAsync();
        var (id, viewer) = await AddAsync(folder, "viewer");

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(address, key: null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(address, admin));
        await Eventually.HoldsAsync("the new key is good", async () => await GetAsync(address, viewer) == HttpStatusCode.OK);
        await using var revoke = EcgProcess.Silo("keys", "revoke", id, "--keys", folder.Keys);
        Assert.Equal(0, await revoke.ExitCodeAsync());
        var revoked = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync("the revoked key is refused", async () => await GetAsync(address, viewer) == HttpStatusCode.Unauthorized);
        Assert.True(TimeProvider.System.GetElapsedTime(revoked) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Dashboard_KeysRequired_OpensAfterTheLoginAndClosesWithTheKey()
    {
        using var folder = new TempFolder();
        await AddAsync(folder, "admin");
        var (id, viewer) = await AddAsync(folder, "viewer");
        await using var server = EcgProcess.Server(
            "--patients", "10", "--speed", "2", "--require-keys", "--keys", folder.Keys, "--database", folder.Database);
        var page = await (await chromium.Browser.NewContextAsync()).NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, line) => { if (line.Type == "error") complaints.Add(line.Text); };
        await page.GotoAsync((await server.AddressAsync()).ToString());

        await page.GetByLabel("Key").FillAsync(viewer);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("count-patients")).ToContainTextAsync("10", new() { Timeout = 60_000 });
        await Expect(page.Locator("html[data-live=yes]")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        Assert.DoesNotContain(complaints, text => text.Contains("Content Security Policy", StringComparison.Ordinal));

        await using var revoke = EcgProcess.Silo("keys", "revoke", id, "--keys", folder.Keys);
        Assert.Equal(0, await revoke.ExitCodeAsync());
        await Expect(page.Locator("html[data-live=no]")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    private static async Task<(string Id, string Key)> AddAsync(TempFolder folder, string role)
    {
        await using var keys = EcgProcess.Silo("keys", "add", "--role", role, "--name", $"the {role}", "--keys", folder.Keys);
        Assert.True(await keys.ExitCodeAsync() == 0, keys.Output);
        var key = keys.Output.Split('\n').Single(line => line.StartsWith("ecg_", StringComparison.Ordinal));
        return (key.Split('_')[1], key);
    }

    private static async Task<HttpStatusCode> GetAsync(Uri address, string? key)
    {
        using var http = new HttpClient { BaseAddress = address };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await http.GetAsync("api/patients");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return default; // its key was revoked while it was answered: cut off
        }
    }
}

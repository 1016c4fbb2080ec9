using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EcgStream.EndToEnd;

/// <summary>The page at /docs in a browser.</summary>
public sealed class DocsPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Docs_InABrowser_ListsEveryOperationAndAsksNobodyElse()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        var address = await server.AddressAsync();
        using var http = new HttpClient { BaseAddress = address };
        var document = await http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().Sum(path => path.Value.EnumerateObject().Count());

        var page = await (await chromium.Browser.NewContextAsync()).NewPageAsync();
        var (asked, complaints) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Request += (_, request) => asked.Enqueue(request.Url);
        page.Console += (_, line) => { if (line.Type == "error") complaints.Enqueue(line.Text); };
        await page.GotoAsync(new Uri(address, "docs").ToString());

        await Expect(page.Locator(".opblock")).ToHaveCountAsync(operations, new() { Timeout = 60_000 });
        Assert.All(asked, url => Assert.True(url.StartsWith(address.ToString(), StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal), url));
        Assert.Empty(complaints);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd;

/// <summary>Every query parameter that the API's own document names, at the ends of what it can hold, against a real store.</summary>
public sealed class QueryTests
{
    private static readonly string[] Extremes =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00", "0001-01-02T12:00:00Z", "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59.9999999-14:00", "1969-12-31T23:59:59Z",
        "-9223372036854775808", "-1", "0", "1", "1000", "2147483648", "9223372036854775807", "9223372036854775808", "1e308", "-1e308", "NaN", "Infinity",
    ];

    [Fact]
    public async Task Get_QueryParametersAtTheirExtremes_AreAnsweredOrRefusedByName()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var samples = Enumerable.Range(0, 140).Select(i => i is > 20 and < 26 ? -2.5f : 0.25f);
        var chunk = new { firstSample = 0, startTime = "2026-01-31T12:00:00Z", rrMs = 820, samples };
        (await http.PostAsJsonAsync("api/patients/p1/ecg", chunk)).EnsureSuccessStatusCode();

        var document = await http.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        var asked = (
            from path in document.GetProperty("paths").EnumerateObject()
            let get = path.Value.TryGetProperty("get", out var operation) ? operation : default
            where get.ValueKind == JsonValueKind.Object && get.TryGetProperty("parameters", out _)
            from parameter in get.GetProperty("parameters").EnumerateArray()
            where parameter.GetProperty("in").GetString() == "query"
            from extreme in Extremes
            select (Address: $"{path.Name.Replace("{id}", "p1", StringComparison.Ordinal)}?{parameter.GetProperty("name").GetString()}={extreme}",
                Name: parameter.GetProperty("name").GetString()!)).ToArray();

        List<string> faults = [];
        foreach (var (address, name) in asked)
        {
            using var answer = await http.GetAsync(address);
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            var named = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound &&
                (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()
                    .Any(error => error.Name == name || error.Name.StartsWith($"{name}[", StringComparison.Ordinal)); // of a list: which item
            if (!named) faults.Add($"{(int)answer.StatusCode} {address}: {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Contains(asked, one => one.Name == "to");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Get_PagedLists_EndWithoutNext()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "60", "--speed", "10", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        string id = "";
        await Eventually.HoldsAsync("there are alarms to page through", async () =>
        {
            var items = (await http.GetFromJsonAsync<JsonElement>("api/alarms")).GetProperty("items").EnumerateArray().ToArray();
            if (items.Length > 2) id = items[0].GetProperty("patientId").GetString()!;
            return items.Length > 2;
        }, TimeSpan.FromSeconds(60));

        foreach (var list in (string[])["api/alarms?state=Cleared", "api/alarms?", $"api/patients/{id}/acts?", $"api/patients/{id}/beats?to={Uri.EscapeDataString($"{TimeProvider.System.GetUtcNow():O}")}"])
        {
            string? next = null;
            var pages = 0;
            do
            {
                var page = await http.GetFromJsonAsync<JsonElement>($"{list}&limit=100{(next is null ? "" : $"&cursor={next}")}");
                Assert.NotEqual(next ?? "", page.GetProperty("next").GetString());
                next = page.GetProperty("next").GetString();
                Assert.True(++pages < 1000, $"{list} does not end");
            }
            while (next is not null);
        }
    }
}

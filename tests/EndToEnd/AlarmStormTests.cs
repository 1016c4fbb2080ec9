using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd;

/// <summary>The official JavaScript client of the hub against everything that can happen to its connection.</summary>
[Trait("Category", "Slow")]
public sealed class AlarmStormTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static int Cuts { get; } = SizeOf.Environment("ECGSTREAM_STORM_CUTS", 12);

    [Fact]
    public async Task Alarms_ClientCutOffAtRandom_AreThoseOfTheLogInOrderAndOnceEach()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        var address = await server.AddressAsync();
        using var client = Start("alarm-storm.mjs", Client, address.ToString(), Cuts.ToString(CultureInfo.InvariantCulture), "7");
        // Bursts of PVCs raise and clear alarms all the time, more slowly than the line is cut.
        var seconds = (5 + Cuts * 0.5).ToString(CultureInfo.InvariantCulture);
        await using var ward = EcgProcess.Simulator(
            "--url", address.ToString(), "--patients", "60", "--scenario", "pvc-bursts", "--speed", "20", "--seconds", seconds);

        Assert.True(await ward.ExitCodeAsync(Patience) == 0, ward.Output);
        Assert.Equal($"cut off {Cuts} times", await client.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        var log = await ReadLogAsync(address);
        await client.StandardInput.WriteLineAsync(log[^1].Cursor.ToString(CultureInfo.InvariantCulture));
        var line = await client.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        var got = JsonSerializer.Deserialize<Change[]>(line!, JsonSerializerOptions.Web)!;

        Assert.True(log.Count > 60, $"a storm, not {log.Count} alarms");
        Assert.Equal(got.Select(change => change.Cursor).Distinct().Order(), got.Select(change => change.Cursor));
        // An alarm stands in the log at the place of its last change; the client has seen earlier ones, too.
        Assert.Equal(log, got.GroupBy(change => change.Id).Select(changes => changes.Last()).OrderBy(change => change.Cursor));
    }

    /// <summary>The client that the dashboard's build has installed.</summary>
    private static string Client => Path.Combine(Repository.Root, "src", "Dashboard", "node_modules", "@microsoft", "signalr");

    private static async Task<List<Change>> ReadLogAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var log = new List<Change>();
        while (true)
        {
            var after = log.Count == 0 ? 0 : log[^1].Cursor;
            var page = await http.GetFromJsonAsync<JsonElement>($"api/alarms?limit=1000&cursor={after}");
            var items = page.GetProperty("items").Deserialize<Change[]>(JsonSerializerOptions.Web)!;
            if (items.Length == 0) return log;
            log.AddRange(items);
        }
    }

    private static Process Start(string script, params IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Support", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private sealed record Change(long Cursor, string Id, string State);
}

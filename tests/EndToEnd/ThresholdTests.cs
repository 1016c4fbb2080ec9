using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd;

/// <summary>The autoencoder's threshold, changed while patients are judged.</summary>
public sealed class ThresholdTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Threshold_ChangedWhileItRuns_IsInForceOnLivePatientsAndAfterAKill()
    {
        using var folder = new TempFolder();
        string version;
        await using (var server = EcgProcess.Server("--patients", "5", "--speed", "5", "--database", folder.Database))
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            var answer = await http.PutAsJsonAsync("api/models/autoencoder/threshold", new { threshold = 0.2 });
            answer.EnsureSuccessStatusCode();
            var change = await answer.Content.ReadFromJsonAsync<JsonElement>();
            version = change.GetProperty("version").GetString()!;
            Assert.EndsWith(";t=0.2000", version);
            // A lower threshold finds more and is right less often.
            var shipped = (await http.GetFromJsonAsync<JsonElement>("api/models")).GetProperty("evaluation").GetProperty("anomaly")[0];
            Assert.True(change.GetProperty("test").GetProperty("recall").GetDouble() >= shipped.GetProperty("recall").GetDouble());
            Assert.True(change.GetProperty("test").GetProperty("precision").GetDouble() < shipped.GetProperty("precision").GetDouble());
            await Eventually.HoldsAsync("a live patient is judged by it", async () =>
            {
                var page = await http.GetFromJsonAsync<JsonElement>("api/patients/sim-00002/beats?limit=1");
                var verdict = page.GetProperty("items").EnumerateArray().Select(beat => beat.GetProperty("verdict")).FirstOrDefault();
                return verdict.ValueKind == JsonValueKind.Object && verdict.GetProperty("modelSet").GetString() == version &&
                    verdict.GetProperty("threshold").GetSingle() == 0.2f;
            }, Patience);
            await server.KillAsync();
        }

        await using var again = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        using var later = new HttpClient { BaseAddress = await again.AddressAsync() };
        var models = await later.GetFromJsonAsync<JsonElement>("api/models");
        Assert.Equal(version, models.GetProperty("manifest").GetProperty("version").GetString());
        Assert.Equal("local", models.GetProperty("changes")[0].GetProperty("changedBy").GetString());
    }
}

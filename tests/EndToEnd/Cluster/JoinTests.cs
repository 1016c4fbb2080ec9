using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>Processes of every role find each other, and work as one.</summary>
[Trait("Category", "Slow")]
public sealed class JoinTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Roles_OfOneCluster_WorkAsOne()
    {
        const int Patients = 30;
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 2, talkative: true);
        var dashboard = cluster.Add("dashboard");
        using var http = new HttpClient { BaseAddress = await dashboard.AddressAsync() };
        await using var verdicts = new VerdictWatcher(http.BaseAddress);
        var simulator = cluster.Add("simulator", "--patients", $"{Patients}", "--door", "call");

        await verdicts.AllAsync(Patients, Patience);
        await Eventually.HoldsAsync("everybody is live", async () => await LiveAsync(http) == Patients, Patience);
        await Eventually.HoldsAsync("the dashboard is ready", async () => (await Health.OfAsync(http)).Status != "not ready", Patience);
        Assert.Equal("text/html", (await http.GetAsync("/")).Content.Headers.ContentType?.MediaType);
        // A silo serves its health and nothing else.
        using var silo = new HttpClient { BaseAddress = await cluster.Silos[0].AddressAsync() };
        await Eventually.HoldsAsync("the silo is ready", async () => (await Health.OfAsync(silo)).Status != "not ready", Patience);
        Assert.Equal(HttpStatusCode.NotFound, (await silo.GetAsync("api/patients")).StatusCode);

        await simulator.InterruptAsync();
        await simulator.CompletedAsync();
        // Both silos had their share: each judged and stored.
        Assert.All(cluster.Silos, member =>
        {
            Assert.NotEqual(0, member.Count(LogEvent.BatchBegins));
            Assert.NotEqual(0, member.Count(LogEvent.TransactionBegins));
        });
        await cluster.Silos[0].TerminateAsync();
        Assert.Equal(0, await cluster.Silos[0].ExitCodeAsync());
        await Eventually.HoldsAsync("its patients are not live any more", async () => await LiveAsync(http) < Patients, Patience);
    }

    [Fact]
    public async Task Silo_AnotherHasJustGone_JoinsAWhileLater()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 1);
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await using (var gone = database.CreateCommand("""
            INSERT INTO cluster_member
            SELECT cluster, address, 1, generation, 'gone', host_name, 6, 0, suspect_times, started_at, now() FROM cluster_member
            """))
            Assert.Equal(1, await gone.ExecuteNonQueryAsync());

        var joining = cluster.Add("silo");
        await Eventually.HoldsAsync("it says that it waits", () => Task.FromResult(joining.Count(LogEvent.WaitsToJoin) > 0), Patience);
        await using var members = database.CreateCommand("SELECT count(*) FROM cluster_member WHERE status = 3");
        Assert.Equal(1L, await members.ExecuteScalarAsync());
        await joining.AddressAsync();
        Assert.Equal(2L, await members.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Silo_ToldToStop_IsNotReadyBeforeItEnds()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 1);
        var gateway = cluster.Add("gateway", "--drain-seconds", "8");
        using var http = new HttpClient { BaseAddress = await gateway.AddressAsync() };

        await gateway.TerminateAsync();
        await Health.UntilAsync(http, "not ready", "stopping", TimeSpan.FromSeconds(8));

        Assert.Equal(0, await gateway.ExitCodeAsync());
    }

    private static async Task<int> LiveAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("api/stats")).GetProperty("livePatients").GetInt32();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>Processes of every role find each other, and work as one.</summary>
public sealed class JoinTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [ClusterFact]
    public async Task Roles_OfOneCluster_WorkAsOne()
    {
        const int Patients = 30;
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 2);
        var dashboard = cluster.Add("dashboard");
        using var http = new HttpClient { BaseAddress = await dashboard.AddressAsync() };
        await using var verdicts = new VerdictWatcher(http.BaseAddress);
        var simulator = cluster.Add("simulator", "--patients", $"{Patients}", "--door", "call");

        await verdicts.AllAsync(Patients, Patience);
        Assert.Equal(Patients, await LiveAsync(http));
        var ready = await Health.OfAsync(http);
        Assert.NotEqual("not ready", ready.Status);
        Assert.Contains("<html", await http.GetStringAsync("/"));
        // A silo serves its health and nothing else.
        using var silo = new HttpClient { BaseAddress = await cluster.Silos[0].AddressAsync() };
        Assert.NotEqual("not ready", (await Health.OfAsync(silo)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await silo.GetAsync("api/patients")).StatusCode);

        await simulator.InterruptAsync();
        Assert.True(await simulator.ExitCodeAsync() == 0, simulator.Output);
        Assert.Contains(" 0 lost, 0 duplicated", simulator.Summary);
        // Both silos had their share: what is gone with one is not the whole ward.
        await cluster.Silos[0].TerminateAsync();
        Assert.Equal(0, await cluster.Silos[0].ExitCodeAsync());
        await Eventually.HoldsAsync("the other silo's patients are left", async () => await LiveAsync(http) is > 0 and < Patients, Patience);
    }

    [ClusterFact]
    public async Task Silo_ToldToStop_IsNotReadyBeforeItEnds()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 1);
        var gateway = cluster.Add("gateway", "--drain-seconds", "3");
        using var http = new HttpClient { BaseAddress = await gateway.AddressAsync() };

        await gateway.TerminateAsync();
        var health = await Health.UntilAsync(http, "not ready", "stopping", TimeSpan.FromSeconds(3));

        Assert.Contains("stopping", health.Reasons);
        Assert.Equal(0, await gateway.ExitCodeAsync());
    }

    private static async Task<int> LiveAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("api/stats")).GetProperty("livePatients").GetInt32();
}

namespace EcgStream.EndToEnd.Cluster;

/// <summary>Patients are spread over the silos again after one had gone.</summary>
[Trait("Category", "Slow")]
public sealed class BalanceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Silo_ThatComesAgain_IsGivenPatients()
    {
        const int Patients = 60;
        await using var cluster = await ClusterUnderTest.StartAsync(silos: 2, talkative: true);
        await using var verdicts = new VerdictWatcher(await cluster.Add("gateway").AddressAsync());
        var simulator = cluster.Add("simulator", "--patients", $"{Patients}");
        await verdicts.AllAsync(Patients, Patience);

        await cluster.Silos[0].KillAsync();
        verdicts.Mark();
        await verdicts.AllAsync(Patients, Patience); // by the other one
        await cluster.ReplaceAsync(0);
        await cluster.Silos[0].NextAsync(LogEvent.BatchBegins, Patience);

        await simulator.InterruptAsync();
        await simulator.CompletedAsync();
    }
}

using System.Net;
using System.Net.Sockets;
using EcgStream.Contracts.Live;
using EcgStream.Grains.Live;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace EcgStream.Grains.Tests.Support;

/// <summary>
/// One silo with a history in a folder of its own; can be stopped and started again on the same history. It is set up by
/// <c>AddEcgSilo</c>, as the product's; Orleans' test cluster has membership and transport of its own in place of those.
/// </summary>
internal sealed class SiloFixture : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ecgstream-grains-");
    private IHost host = null!;

    internal FakeInference Inference { get; private set; } = new();
    internal Action<PatientOptions> Patients { get; init; } = _ => { };
    internal Action<ISiloBuilder> Orleans { get; init; } = _ => { };
    internal IClusterClient Client => host.Services.GetRequiredService<IClusterClient>();
    internal FlakyHistory History => (FlakyHistory)host.Services.GetRequiredService<IHistory>();

    internal static async Task<SiloFixture> StartAsync(Action<PatientOptions>? patients = null, Action<ISiloBuilder>? orleans = null)
    {
        var fixture = new SiloFixture { Patients = patients ?? (_ => { }), Orleans = orleans ?? (_ => { }) };
        await fixture.StartHostAsync();
        return fixture;
    }

    /// <summary>What viewers are shown from here on. The caller keeps the observer: Orleans holds it weakly.</summary>
    internal async Task WatchAsync(ILiveObserver observer, params string[] traced)
    {
        var feed = Client.GetGrain<ISiloFeedGrain>(host.Services.GetRequiredService<SiloBoard>().Feed);
        var reference = Client.CreateObjectReference<ILiveObserver>(observer);
        await feed.Subscribe(reference);
        await feed.WatchTraces(reference, traced);
    }

    internal async Task RestartAsync()
    {
        await StopHostAsync();
        Inference = new();
        await StartHostAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        folder.Delete(recursive: true);
    }

    private async Task StartHostAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleans(silo => Orleans(silo.AddEcgSilo(FreePort(), FreePort(), primary: null)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IHistory>(services => new FlakyHistory(services.GetRequiredService<StoredHistory>()));
        builder.Services.AddEcgHistory(options => options.Database = Path.Combine(folder.FullName, "history.db"));
        builder.Services.AddSingleton<IBeatInference>(Inference);
        builder.Services.AddEcgGrains();
        builder.Services.Configure(Patients);
        host = builder.Build();
        await host.StartAsync();
    }

    private async Task StopHostAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using EcgStream.Bench.Measuring;
using EcgStream.Gateway;
using EcgStream.Gateway.Classify;
using EcgStream.Grains;
using EcgStream.History;
using EcgStream.Inference;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace EcgStream.Bench.Paths;

/// <summary>The server's parts as <c>run</c> puts them together, without the dashboard, around a history with a stop-watch.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchServer(WebApplication app) => _app = app;

    internal IHistory History => _app.Services.GetRequiredService<IHistory>();

    internal CommitClock Commits => (CommitClock)(object)History;

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<BenchServer> StartAsync(string database, IBeatSource beats, CancellationToken cancel)
    {
        // Content beside the program, as in the server: the host watches that folder, and here databases grow in the working directory.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var (silo, gateway) = (ChildProcess.FreePort(), ChildProcess.FreePort());
        builder.UseOrleans(orleans => orleans.AddEcgSilo(silo, gateway, primary: null));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IHistory>(services => CommitClock.Around(services.GetRequiredService<StoredHistory>()));
        builder.Services.AddEcgHistory(history => history.Database = database);
        builder.Services.AddEcgInference();
        builder.Services.AddEcgGrains();
        builder.AddEcgGateway();
        builder.Services.AddSingleton<ITestBeats>(new BenchBeats(beats));
        var app = builder.Build();
        app.MapEcgGateway();
        await app.StartAsync(cancel);
        return new BenchServer(app);
    }

    internal EmptyCalls EmptyCalls() => new(_app.Services.GetRequiredService<IClusterClient>());

    internal IEcgDoor Door(string name) => name == "call"
        ? new CallDoor(_app.Services.GetRequiredService<IClusterClient>())
        : new StreamDoor(_app.Services.GetRequiredService<IClusterClient>());

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class BenchBeats(IBeatSource beats) : ITestBeats
    {
        public string Source => beats.Name;

        public bool Synthetic => false;

        public float[] Draw(BeatClass beatClass, ulong draw) => beats.Draw(beatClass, draw);
    }
}

using System.Net;
using EcgStream.Grains;
using EcgStream.History;
using EcgStream.Inference;

namespace EcgStream.Silo.Hosting;

/// <summary>
/// A second silo in this process, joining the first: patients spread over both. It has inference and a board of its
/// own, as on a machine of its own, and shares the history.
/// </summary>
internal sealed class SecondSilo(IServiceProvider first, int primaryPort, int siloPort, int gatewayPort) : IHostedService
{
    private IHost? _host;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        ServerLogging.Configure(builder.Logging);
        builder.UseOrleans(silo => silo.AddEcgSilo(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, primaryPort)).AddTracePropagation());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(first.GetRequiredService<IHistory>());
        builder.Services.AddSingleton(first.GetRequiredService<IThresholdLog>());
        builder.Services.AddEcgInference();
        builder.Services.AddEcgThreshold();
        builder.Services.AddEcgGrains();
        _host = builder.Build();
        await _host.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is null) return;
        await _host.StopAsync(cancellationToken);
        _host.Dispose();
    }
}

using EcgStream.Contracts.Live;
using EcgStream.Gateway.Patients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EcgStream.Gateway.Live;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(json => GatewayJson.Apply(json.PayloadSerializerOptions));
        services.TryAddSingleton<SiloFeeds>();
        services.TryAddSingleton<UnstoredAlarms>();
        services.TryAddSingleton<LiveViewers>();
        services.TryAddSingleton<IWard, Ward>();
        services.AddHostedService<LiveRelay>();
        services.AddHostedService<StatusTicker>();
    }
}

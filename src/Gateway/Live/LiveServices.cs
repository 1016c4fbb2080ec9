using EcgStream.Contracts.Live;
using EcgStream.Gateway.Patients;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EcgStream.Gateway.Live;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = 32 * 1024; // the longest that a viewer says is a wall of patient ids
            hub.AddFilter<HubLimits>();
        }).AddJsonProtocol(json => GatewayJson.Apply(json.PayloadSerializerOptions));
        services.TryAddSingleton<HubLimits>();
        services.TryAddSingleton<SiloFeeds>();
        services.TryAddSingleton<UnstoredAlarms>();
        services.TryAddSingleton<LiveViewers>();
        services.TryAddSingleton<IWard, Ward>();
        services.TryAddSingleton<IPatientCare, Care>();
        services.AddHostedService<LiveRelay>();
        services.AddHostedService<StatusTicker>();
    }
}

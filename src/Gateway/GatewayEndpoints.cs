using EcgStream.Gateway.Alarms;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Ingest;
using EcgStream.Gateway.Live;
using EcgStream.Gateway.Models;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Operations;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway;

/// <summary>Maps what <see cref="GatewayExtensions"/> added.</summary>
public static class GatewayEndpoints
{
    // A browser that sleeps comes back and resumes from its cursor. One that is connected and takes nothing for so long would
    // hold its connection for ever, and the server's end with it.
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(10);

    /// <summary>Maps <c>/health</c> alone, for a process that is no gateway.</summary>
    public static void MapEcgHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapHealth();

    /// <summary>Maps <c>/api</c>, <c>/health</c>, <c>/openapi/v1.json</c>, <c>/docs</c>, <c>/login</c> and the hub <c>/hubs/monitor</c>.</summary>
    public static IEndpointRouteBuilder MapEcgGateway(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(GatewayPaths.Api);
        api.MapClassify();
        api.MapClassifyFile();
        api.MapExplain();
        api.MapTestBeat();
        api.MapPatients();
        api.MapCare();
        api.MapTrend();
        api.MapBeats();
        api.MapIngest();
        api.MapWatermarks();
        api.MapStatus();
        api.MapAlarms();
        api.MapModels();
        api.MapAlarmBeats();
        api.MapStats();
        endpoints.MapHealth();
        endpoints.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription().AllowAnonymous();
        endpoints.MapDocs();
        endpoints.MapLogin();
        endpoints.MapHub<MonitorHub>(GatewayPaths.Hub, hub => hub.TransportSendTimeout = LongestSend).RequireAuthorization(Access.View);
        api.Map("/{**path}", (HttpContext context) =>
                NoSuchRoute.Answer(context, context.RequestServices.GetRequiredService<EndpointDataSource>()))
            .WithMetadata(new NoSuchRoute.Marker())
            .ExcludeFromDescription();
        return endpoints;
    }
}

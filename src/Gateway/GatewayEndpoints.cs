using EcgStream.Gateway.Alarms;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Ingest;
using EcgStream.Gateway.Live;
using EcgStream.Gateway.Operations;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway;

/// <summary>Maps what <see cref="GatewayExtensions"/> added.</summary>
public static class GatewayEndpoints
{
    /// <summary>Maps <c>/api</c>, <c>/health</c>, <c>/openapi/v1.json</c> and the hub <c>/hubs/monitor</c>.</summary>
    public static IEndpointRouteBuilder MapEcgGateway(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(GatewayPaths.Api);
        api.MapClassify();
        api.MapClassifyFile();
        api.MapExplain();
        api.MapPatients();
        api.MapBeats();
        api.MapIngest();
        api.MapWatermarks();
        api.MapAlarms();
        api.MapStats();
        endpoints.MapHealth();
        endpoints.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();
        endpoints.MapHub<MonitorHub>(GatewayPaths.Hub);
        api.Map("/{**path}", (HttpContext context) =>
                NoSuchRoute.Answer(context, context.RequestServices.GetRequiredService<EndpointDataSource>()))
            .WithMetadata(new NoSuchRoute.Marker())
            .ExcludeFromDescription();
        return endpoints;
    }
}

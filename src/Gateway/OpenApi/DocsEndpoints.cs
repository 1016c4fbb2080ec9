using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace EcgStream.Gateway.OpenApi;

/// <summary>The browsable page over the OpenAPI document: Swagger UI, served from its package, so that it works in a closed network.</summary>
internal static class DocsEndpoints
{
    public static void MapDocs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapSwaggerUI("docs", ui =>
        {
            ui.DocumentTitle = "EcgStream: API";
            ui.SwaggerEndpoint("/openapi/v1.json", "EcgStream");
            ui.EnableDeepLinking();
            ui.DocExpansion(DocExpansion.List);
            // Browsers ask each time and are told that nothing has changed: a new version of the server shows at once.
            ui.CacheLifetime = TimeSpan.Zero;
        }).AllowAnonymous().ExcludeFromDescription();
}

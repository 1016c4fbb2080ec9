using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace EcgStream.Gateway.Docs;

/// <summary>The browsable page over the OpenAPI document: Swagger UI out of this assembly, nothing from elsewhere.</summary>
internal static class DocsEndpoints
{
    public const string Path = "/docs";

    // New assembly, new files: browsers ask each time and are mostly told that nothing has changed.
    private static readonly EntityTagHeaderValue Tag =
        new($"\"{typeof(DocsEndpoints).Assembly.ManifestModule.ModuleVersionId:n}\"");

    public static void MapDocs(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, Path, "index.html", "text/html; charset=utf-8");
        Map(endpoints, Path + "/start.js", "start.js", "text/javascript; charset=utf-8");
        Map(endpoints, Path + "/swagger-ui.css", "swagger-ui.css", "text/css; charset=utf-8");
        Map(endpoints, Path + "/swagger-ui-bundle.js", "swagger-ui-bundle.js", "text/javascript; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string file, string type) =>
        endpoints.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("docs/" + file)!, type, entityTag: Tag);
        }).AllowAnonymous().ExcludeFromDescription();
}

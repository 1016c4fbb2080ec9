using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace EcgStream.Gateway.Problems;

/// <summary>
/// Answers what no endpoint under <c>/api</c> takes: 405 with the methods that the path has, else 404. Routing's own
/// answers have no body.
/// </summary>
internal static class NoSuchRoute
{
    public static Task Answer(HttpContext context, EndpointDataSource endpoints)
    {
        var path = context.Request.Path;
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Marker>() is null && Matches(e, path))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)
            .ToArray();

        if (methods.Length == 0)
            throw Refusal.NotFound("path", "There is nothing at this path; /openapi/v1.json lists what there is.");

        var allowed = string.Join(", ", methods);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Allow = allowed;
            return Task.CompletedTask;
        });
        throw new Refusal(
            StatusCodes.Status405MethodNotAllowed, "method", $"{context.Request.Method} is not possible here; allowed: {allowed}.");
    }

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } pattern &&
        new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), new RouteValueDictionary())
            .TryMatch(path, new RouteValueDictionary());

    /// <summary>Marks the catch-all itself, which would else match every path.</summary>
    public sealed class Marker;
}

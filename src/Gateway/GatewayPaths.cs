using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway;

/// <summary>Which paths are the gateway's; all others belong to pages.</summary>
internal static class GatewayPaths
{
    public const string Api = "/api";
    public const string Health = "/health";
    public const string OpenApi = "/openapi";
    public const string Hub = "/hubs/monitor";

    public static bool Owns(PathString path) =>
        path.StartsWithSegments(Api) || path.StartsWithSegments(Health) || path.StartsWithSegments(OpenApi);
}

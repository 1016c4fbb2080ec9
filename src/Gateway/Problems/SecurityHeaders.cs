using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Problems;

/// <summary>Headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    public static void Apply(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        // Paths hold patient ids: they must not travel to other sites.
        headers["Referrer-Policy"] = "no-referrer";
    }
}

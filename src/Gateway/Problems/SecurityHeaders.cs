using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Problems;

/// <summary>Headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    // Everything comes from this server. Styles may stand in the page: MudBlazor writes style attributes. data: is for
    // small images and sounds in style sheets and scripts.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; media-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void Apply(IHeaderDictionary headers, bool isHttps)
    {
        headers.XContentTypeOptions = "nosniff";
        // Paths hold patient ids: they must not travel to other sites. (With no-referrer a form here would send Origin: null.)
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Policy;
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (isHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }
}

using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Security;

/// <summary>What a caller without the right hears.</summary>
internal static class AccessRefusals
{
    public static Task UnauthorizedAsync(HttpContext context, string? reason = null)
    {
        context.Response.Headers.WWWAuthenticate = reason is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return ProblemAnswer.WriteAsync(context, new Refusal(
            StatusCodes.Status401Unauthorized, "Authorization", reason ?? "A key is needed: Authorization: Bearer ecg_…"));
    }

    public static Task ForbiddenAsync(HttpContext context) => ProblemAnswer.WriteAsync(context, new Refusal(
        StatusCodes.Status403Forbidden, "Authorization",
        context.User.Identity?.IsAuthenticated == true ? "This key's role does not allow that." : "This is not allowed."));
}

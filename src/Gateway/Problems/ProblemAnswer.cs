using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace EcgStream.Gateway.Problems;

/// <summary>Writes problem details; the one place where a refusal gets its shape.</summary>
internal static class ProblemAnswer
{
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        if (refusal.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = new HttpValidationProblemDetails(refusal.Errors)
        {
            Type = "about:blank", // RFC 9457, 4.2.1: nothing beyond the status
            Title = ReasonPhrases.GetReasonPhrase(refusal.Status),
            Status = refusal.Status,
            Detail = refusal.Message,
            Instance = context.Request.Path,
        };
        if (refusal.Extensions is { } extensions)
            foreach (var (name, value) in extensions)
                body.Extensions[name] = value;

        context.Response.StatusCode = refusal.Status;
        return context.Response.WriteAsJsonAsync(
            body, GatewayJson.Options, "application/problem+json", context.RequestAborted);
    }
}

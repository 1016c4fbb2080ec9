using System.Globalization;
using EcgStream.Gateway.OpenApi;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EcgStream.Gateway.Operations;

/// <summary>For whoever starts, watches and balances processes.</summary>
internal static class HealthEndpoints
{
    // An alarm is due within 10 s of its onset (EC13): later than this is not failed yet, but on its way there.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(1);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new HealthAnswer("live", [], []), GatewayJson.Options))
            .Describe("Operations", "getLive", "The process answers.", "Says nothing about store and models; see ready.")
            .Answers<HealthAnswer>(StatusCodes.Status200OK, "It does.").AllowAnonymous();

        endpoints.MapGet("/health/ready", Ready)
            .Describe("Operations", "getReady", "The server takes work.",
                "Ready when the store commits and the models are loaded; degraded while beats wait for their verdict, or commits take, " +
                "longer than a second: nothing is lost then, producers are slowed.")
            .Answers<HealthAnswer>(StatusCodes.Status200OK, "Ready, or degraded; reasons say why.")
            .Answers<HealthAnswer>(StatusCodes.Status503ServiceUnavailable, "Not ready; reasons say why.").AllowAnonymous();
    }

    private static IResult Ready(IServiceProvider services)
    {
        var troubles = new List<(string Code, string Reason)>();
        // Said before anything stops, so that who balances can look elsewhere first.
        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
            troubles.Add(("stopping", "The process is stopping."));
        Check(troubles, "unavailable", "History", () => services.GetRequiredService<IHistory>().Trouble);
        // A simulator judges nothing.
        Check(troubles, "unavailable", "Inference", () => services.GetService<IBeatInference>() is { Models: null } ? "no models are loaded" : null);
        if (troubles.Count > 0) return Answer("not ready", troubles, StatusCodes.Status503ServiceUnavailable);

        Check(troubles, "late", "History", () => Late(services.GetRequiredService<IHistory>().CommitTime, "a commit takes"));
        Check(troubles, "late", "Inference", () => Late(services.GetService<IBeatInference>()?.LongestWait ?? default, "beats wait for their verdict for"));
        return Answer(troubles.Count == 0 ? "ready" : "degraded", troubles, StatusCodes.Status200OK);
    }

    private static IResult Answer(string status, List<(string Code, string Reason)> troubles, int statusCode) => Results.Json(
        new HealthAnswer(status, [.. troubles.Select(trouble => trouble.Reason)], [.. troubles.Select(trouble => trouble.Code)]),
        GatewayJson.Options, statusCode: statusCode);

    private static string? Late(TimeSpan time, string what) =>
        time > InTime ? string.Create(CultureInfo.InvariantCulture, $"{what} {time.TotalSeconds:F1} s") : null;

    private static void Check(List<(string Code, string Reason)> troubles, string kind, string part, Func<string?> trouble)
    {
        var code = $"{part.ToLowerInvariant()}-{kind}";
        try
        {
            if (trouble() is { } reason) troubles.Add((code, $"{part}: {reason}."));
        }
        catch (Exception fault)
        {
            // The type says enough; a message may hold paths.
            troubles.Add((code, $"{part}: could not be started ({fault.GetType().Name})."));
        }
    }
}

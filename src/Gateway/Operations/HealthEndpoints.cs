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
        endpoints.MapGet("/health/live", () => Results.Json(new HealthAnswer("live", []), GatewayJson.Options))
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
        var reasons = new List<string>();
        // Said before anything stops, so that who balances can look elsewhere first.
        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested) reasons.Add("The process is stopping.");
        Check(reasons, "History", () => services.GetRequiredService<IHistory>().Trouble);
        // A simulator judges nothing.
        Check(reasons, "Inference", () => services.GetService<IBeatInference>() is { Models: null } ? "no models are loaded" : null);
        if (reasons.Count > 0)
            return Results.Json(new HealthAnswer("not ready", reasons), GatewayJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable);

        Check(reasons, "History", () => Late(services.GetRequiredService<IHistory>().CommitTime, "a commit takes"));
        Check(reasons, "Inference", () => Late(services.GetService<IBeatInference>()?.LongestWait ?? default, "beats wait for their verdict for"));
        return Results.Json(new HealthAnswer(reasons.Count == 0 ? "ready" : "degraded", reasons), GatewayJson.Options);
    }

    private static string? Late(TimeSpan time, string what) =>
        time > InTime ? string.Create(CultureInfo.InvariantCulture, $"{what} {time.TotalSeconds:F1} s") : null;

    private static void Check(List<string> reasons, string part, Func<string?> trouble)
    {
        try
        {
            if (trouble() is { } reason) reasons.Add($"{part}: {reason}.");
        }
        catch (Exception fault)
        {
            // The type says enough; a message may hold paths.
            reasons.Add($"{part}: could not be started ({fault.GetType().Name}).");
        }
    }
}

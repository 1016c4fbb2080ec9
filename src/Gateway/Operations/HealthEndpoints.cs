using EcgStream.Gateway.OpenApi;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway.Operations;

/// <summary>For whoever starts, watches and balances processes.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Json(new HealthAnswer("live", []), GatewayJson.Options))
            .Describe("Operations", "getLive", "The process answers.", "Says nothing about store and models; see ready.")
            .Answers<HealthAnswer>(StatusCodes.Status200OK, "It does.");

        endpoints.MapGet("/health/ready", Ready)
            .Describe("Operations", "getReady", "The server takes work.", "Ready when the store commits and the models are loaded.")
            .Answers<HealthAnswer>(StatusCodes.Status200OK, "Ready.")
            .Answers<HealthAnswer>(StatusCodes.Status503ServiceUnavailable, "Not ready; reasons say why.");
    }

    private static IResult Ready(IServiceProvider services)
    {
        var reasons = new List<string>();
        Check(reasons, "History", () => services.GetRequiredService<IHistory>().Healthy, "the last transaction failed");
        Check(reasons, "Inference", () => services.GetRequiredService<IBeatInference>().Models is not null, "no models are loaded");
        return reasons.Count == 0
            ? Results.Json(new HealthAnswer("ready", reasons), GatewayJson.Options)
            : Results.Json(new HealthAnswer("not ready", reasons), GatewayJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static void Check(List<string> reasons, string part, Func<bool> good, string otherwise)
    {
        try
        {
            if (!good()) reasons.Add($"{part}: {otherwise}.");
        }
        catch (Exception fault)
        {
            // The type says enough; a message may hold paths.
            reasons.Add($"{part}: could not be started ({fault.GetType().Name}).");
        }
    }
}

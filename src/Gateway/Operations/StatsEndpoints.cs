using System.Diagnostics;
using EcgStream.Contracts.Live;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Operations;

/// <summary>What runs here, and how it does.</summary>
internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stats", Stats)
            .Describe("Operations", "getStats", "What the server does now.", "Figures of this process; beats and patients of the whole ward.")
            .Answers<StatsAnswer>(StatusCodes.Status200OK, "The figures.")
            .Refuses(503)
            .Needs(Access.View);
    }

    private static async Task<IResult> Stats(IWard ward, IBeatInference inference, IHistory history, TimeProvider clock, CancellationToken cancel)
    {
        var patients = await ward.GetPatientsAsync(cancel);
        var batches = inference.RecentBatches;
        using var process = Process.GetCurrentProcess();
        return Results.Json(
            new StatsAnswer(
                patients.Count,
                patients.Count(p => p.Live),
                patients.Sum(p => p.Beats),
                inference.QueueDepth,
                batches.Mean,
                batches.Most,
                history.BytesOnDisk,
                GC.GetTotalMemory(forceFullCollection: false),
                GC.GetTotalAllocatedBytes(),
                process.WorkingSet64,
                process.TotalProcessorTime.TotalSeconds,
                (clock.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalSeconds,
                inference.Models.Version),
            GatewayJson.Options);
    }
}

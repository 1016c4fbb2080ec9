using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Classify;

/// <summary>Explanation of one beat's verdict: no patient, nothing stored.</summary>
internal static class ExplainEndpoint
{
    public static void MapExplain(this IEndpointRouteBuilder api) =>
        api.MapPost("/classify/explain", Explain)
            .Describe("Classify", "explainBeat", "Says which samples of a beat made the models decide.",
                "For each class model: how much its probability of the verdict's class falls when a sample and its neighbours " +
                "are smoothed over (occlusion). For the autoencoder: how far each sample is from its reconstruction. It says " +
                "what the models looked at, not what is wrong with the heart. A few requests may wait; more are answered 429 " +
                "with Retry-After.")
            .TakesJson<ExplainRequest>(ClassifyRequest.Example)
            .Answers<ExplainAnswer>(StatusCodes.Status200OK, "The verdict, 140 attributions of each model, and the reconstruction.")
            .Refuses(400, 413, 415, 429)
            .Needs(Access.Classify);

    private static async Task<IResult> Explain(HttpContext context, IBeatExplainer explainer)
    {
        float[] samples;
        using (var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit))
            samples = ClassifyBody.ReadSingle(body.Root);

        var found = await explainer.ExplainAsync(samples, context.RequestAborted);
        return Results.Json(ExplainAnswer.From(found), GatewayJson.Options);
    }
}

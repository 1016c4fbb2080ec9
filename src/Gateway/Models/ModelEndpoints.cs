using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.Inference;
using EcgStream.Inference.Evaluation;
using EcgStream.Inference.ModelSets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Models;

/// <summary>The models, how good they are, and the one figure of theirs that may be changed while they run.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        api.MapGet("/models", Get)
            .Describe("Models", "getModels", "The models in force and how good they are.",
                "Manifest, confusion matrices, ROC points and the autoencoder's threshold. Figures are those of ./ecgstream evaluate " +
                "on ECG5000's TEST split, all from one patient; they are absent, with the reason, when they are of another model set.")
            .Answers<ModelsAnswer>(StatusCodes.Status200OK, "The models.")
            .Refuses(503)
            .Needs(Access.View);

        api.MapGet("/models/autoencoder/threshold", Preview)
            .Describe("Models", "previewThreshold", "Says what a threshold would do.",
                "Precision and recall on TRAIN and TEST; nothing is changed.")
            .WithQuery("value", "Threshold, above 0 and up to 12 z-score units; the one in force by default.", JsonSchemaType.Number, least: 0, most: 12)
            .Answers<ThresholdAnswer>(StatusCodes.Status200OK, "What it would do.")
            .Refuses(400)
            .Needs(Access.View);

        api.MapPut("/models/autoencoder/threshold", Put)
            .Describe("Models", "setThreshold", "Changes the autoencoder's threshold.",
                "Answered when durable; live patients are judged by it within a second, verdicts name it in their model set's " +
                "version, and it outlives a restart. The answer says what precision and recall it would have had on TRAIN and TEST.")
            .TakesJson<ThresholdRequest>(ThresholdRequest.Example)
            .Answers<ThresholdAnswer>(StatusCodes.Status200OK, "The threshold in force.")
            .Refuses(400, 413, 415, 503)
            .Needs(Access.Administer);
    }

    private static async Task<IResult> Get(
        IBeatInference inference, IThresholdLog log, IOptions<InferenceOptions> options, CancellationToken cancel)
    {
        var manifest = inference.Models;
        var shipped = ActiveModels.ShippedOf(manifest.Version);
        var changes = await log.GetThresholdsAsync(shipped, cancel);
        var figures = ModelFigures.Find(options.Value.ModelsFolder, shipped, out var absent);
        return Results.Json(
            new ModelsAnswer(
                manifest,
                Describe(manifest, manifest.Model(ModelNames.Autoencoder).Threshold!.Value, figures),
                [.. changes.Select(change => new ThresholdChangeAnswer(change.Threshold, change.ChangedBy, change.ChangedAt))],
                figures is null ? null : EvaluationAnswer.From(figures),
                absent),
            GatewayJson.Options);
    }

    private static IResult Preview(HttpContext context, IBeatInference inference, IOptions<InferenceOptions> options)
    {
        var query = new Query(context.Request);
        var value = query.Number("value", 0, ModelHost.MaxThreshold);
        query.Errors.ThrowIfAny();
        var manifest = inference.Models;
        var figures = ModelFigures.Find(options.Value.ModelsFolder, ActiveModels.ShippedOf(manifest.Version), out _);
        return Results.Json(
            Describe(manifest, (float?)value ?? manifest.Model(ModelNames.Autoencoder).Threshold!.Value, figures), GatewayJson.Options);
    }

    private static async Task<IResult> Put(
        HttpContext context, IBeatInference inference, IThresholdLog log, IOptions<InferenceOptions> options)
    {
        using var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit);
        var request = ThresholdRequest.Read(body.Root);
        var manifest = inference.Models;
        var shipped = ActiveModels.ShippedOf(manifest.Version);
        await log.AddThresholdAsync(shipped, request.Threshold, context.User.Identity?.Name ?? "local", context.RequestAborted);
        var figures = ModelFigures.Find(options.Value.ModelsFolder, shipped, out _);
        return Results.Json(Describe(manifest, request.Threshold ?? OwnOf(manifest), figures), GatewayJson.Options);
    }

    private static float OwnOf(ModelManifest manifest)
    {
        var autoencoder = manifest.Model(ModelNames.Autoencoder);
        return autoencoder.OwnThreshold ?? autoencoder.Threshold!.Value;
    }

    private static ThresholdAnswer Describe(ModelManifest manifest, float threshold, ModelFigures? figures)
    {
        var (own, shipped) = (OwnOf(manifest), ActiveModels.ShippedOf(manifest.Version));
        return new(
            threshold, own, threshold == own ? shipped : ActiveModels.VersionOf(shipped, threshold),
            figures?.Train.At(threshold), figures?.Test.At(threshold));
    }
}

using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Classify;

/// <summary>Classification on demand: no patient, nothing stored.</summary>
internal static class ClassifyEndpoints
{
    public static void MapClassify(this IEndpointRouteBuilder api)
    {
        api.MapPost("/classify", Classify)
            .Describe("Classify", "classifyBeats", "Judges one beat or up to 1,024.",
                "Every beat is 140 samples in z-score units, cut and normalised as in ECG5000. Live beats go first: when " +
                "the share for on-demand work is used up the answer is 429 with Retry-After.")
            .TakesJson<ClassifyRequest>(ClassifyRequest.Example)
            .WithQuery("models", "Which models' own answers to give: dnn, lstm, cnn, autoencoder, separated by commas; all by default.")
            .WithQuery("normalise", "true takes beats of 16…4,096 samples in any unit, each within ±1,000,000: they are resampled to 140 and z-normalised.", JsonSchemaType.Boolean)
            .Answers<ClassifyAnswer>(StatusCodes.Status200OK, "The verdicts, in the order of the beats.")
            .Refuses(400, 413, 415, 429)
            .Needs(Access.Classify);
    }

    private static async Task<IResult> Classify(HttpContext context, IBeatInference inference)
    {
        var query = new Query(context.Request);
        var pick = query.ReadModels();
        var normalise = query.Flag("normalise");
        query.Errors.ThrowIfAny();

        float[] samples;
        using (var body = await JsonBody.ReadRawAsync(context, JsonBody.SamplesLimit))
            samples = (normalise ? null : PlainBeats.TryRead(body.Bytes.Span)) ?? ReadWithCare(body, normalise);

        var verdicts = await inference.ClassifyAsync(samples, context.RequestAborted);
        var beats = Array.ConvertAll(verdicts, v => BeatAnswer.From(v, pick));
        return Results.Json(new ClassifyAnswer(beats[0].ModelSet, beats), GatewayJson.Options);
    }

    private static float[] ReadWithCare(RawBody body, bool normalise)
    {
        using var document = JsonBody.Parse(body.Bytes);
        return ClassifyBody.Read(document.RootElement, normalise);
    }
}

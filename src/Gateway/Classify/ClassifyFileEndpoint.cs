using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.Inference;
using EcgStream.Signal.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Classify;

/// <summary>Classification of a whole file of beats.</summary>
internal static class ClassifyFileEndpoint
{
    public static void MapClassifyFile(this IEndpointRouteBuilder api) =>
        api.MapPost("/classify/file", ClassifyFile)
            .Describe("Classify", "classifyFile", "Judges the beats of a file, up to 10,000.",
                "Good rows are judged; what is wrong with the others stands under errors with line and column. When no row " +
                "is good the answer is 400 with those errors under rows.")
            .TakesFile($"A file of beats: {EcgFile.Extensions}; at most 32 MiB.")
            .WithQuery("models", "Which models' own answers to give: dnn, lstm, cnn, autoencoder, separated by commas; all by default.")
            .Answers<FileAnswer>(StatusCodes.Status200OK, "The verdicts on the good rows, and the errors of the others.")
            .Refuses(400, 413, 415, 429)
            .Needs(Access.Classify);

    private static async Task<IResult> ClassifyFile(HttpContext context, IBeatInference inference, TimeProvider clock)
    {
        var query = new Query(context.Request);
        var pick = query.ReadModels();
        query.Errors.ThrowIfAny();

        var file = await UploadedFile.OpenAsync(context);
        if (EcgFile.FormatOf(file.Name) is null)
            throw Refusal.BadRequest("file", $"This kind of file cannot be read; what can: {EcgFile.Extensions}.");
        var run = new FileRun(inference, pick, clock);
        try
        {
            await run.ReadAsync(file, context.RequestAborted);
        }
        catch (Exception fault) when (UploadedFile.IsBroken(fault))
        {
            throw Refusal.BadRequest("body", "The body breaks off in the middle of the file.");
        }

        if (run.Beats.Count > 0)
            return Results.Json(new FileAnswer(run.Beats[0].Verdict.ModelSet, run.Beats, run.Errors), GatewayJson.Options);

        var reason = run.Errors is [var first, ..]
            ? $"No row could be read. Line {first.Line}: {first.Reason}."
            : "The file holds no beats.";
        throw new Refusal(StatusCodes.Status400BadRequest, "file", reason)
        {
            Extensions = new Dictionary<string, object?> { ["rows"] = run.Errors },
        };
    }
}

using System.Text.Json;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Orleans;

namespace EcgStream.Gateway.Ingest;

/// <summary>
/// The door for producers of many patients. It does not wait for storage: the answer tells each watermark, and the
/// producer keeps what is above it. One patient's fault does not touch the others.
/// </summary>
internal static class BatchEndpoints
{
    /// <summary>Most patients of one request.</summary>
    public const int MostPatients = 4096;

    public static void MapBatch(this IEndpointRouteBuilder api) =>
        api.MapPost("/ecg", Ingest)
            .Describe("Ingest", "ingestBatch", "Takes chunks of many patients.",
                "Does not wait for storage. Each patient has an outcome: Taken, Duplicate, Busy (send again) or Refused " +
                "(never will be taken), with the watermark up to which all is judged and stored.")
            .TakesJson<BatchRequest>(BatchRequest.Example)
            .Answers<BatchAnswer>(StatusCodes.Status200OK, "What became of each patient's chunks.")
            .Refuses(400, 413, 415)
            .Needs(Access.Ingest);

    private static async Task<IResult> Ingest(HttpContext context, IGrainFactory grains, ILoggerFactory logs)
    {
        var log = logs.CreateLogger(typeof(BatchEndpoints));
        List<(string Id, Task<BatchOutcome> Outcome)> runs;
        using (var body = await JsonBody.ReadAsync(context, JsonBody.BatchLimit))
            runs = Start(body.Root, grains, log);

        var answers = new Dictionary<string, BatchOutcome>(runs.Count, StringComparer.Ordinal);
        foreach (var (id, outcome) in runs) answers[id] = await outcome;
        return Results.Json(new BatchAnswer(answers), GatewayJson.Options);
    }

    private static List<(string Id, Task<BatchOutcome> Outcome)> Start(JsonElement root, IGrainFactory grains, ILogger log)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "patients");
        if (!root.TryGetProperty("patients", out var patients)) errors.Add("patients", "is missing.");
        else if (patients.ValueKind != JsonValueKind.Object)
            errors.Add("patients", $"must be an object of patient ids, not {JsonFields.Describe(patients)}.");
        else if (patients.GetPropertyCount() is var count && count is 0 or > MostPatients)
            errors.Add("patients", $"takes 1…{MostPatients} patients, not {count}.");
        errors.ThrowIfAny();

        var runs = new List<(string, Task<BatchOutcome>)>(patients.GetPropertyCount());
        foreach (var member in patients.EnumerateObject())
            runs.Add((member.Name, StartOne(member.Name, member.Value, grains, log)));
        return runs;
    }

    private static Task<BatchOutcome> StartOne(string id, JsonElement node, IGrainFactory grains, ILogger log)
    {
        var errors = new FieldErrors();
        EcgChunk[] chunks = [];
        if (!PatientId.IsValid(id)) errors.Add("id", $"is no patient id: {PatientId.Rule}.");
        else if (node.ValueKind != JsonValueKind.Object) errors.Add("patient", $"must be an object, not {JsonFields.Describe(node)}.");
        else chunks = ChunkReader.Read(errors, node, "", id);

        return errors.Any
            ? Task.FromResult(new BatchOutcome(null, AppendOutcome.Refused, errors.InOneLine))
            : AppendAsync(id, chunks, grains, log);
    }

    private static async Task<BatchOutcome> AppendAsync(string id, EcgChunk[] chunks, IGrainFactory grains, ILogger log)
    {
        try
        {
            var run = await ChunkDoor.AppendAsync(grains, id, chunks);
            var reason = run.StoppedAt is { } at ? $"chunks[{at}]: {run.Last.Reason ?? "there is no room for it now."}" : null;
            var outcome = run is { StoppedAt: null, Taken: > 0 } ? AppendOutcome.Taken : run.Last.Outcome;
            return new BatchOutcome(run.Last.Watermark, outcome, reason);
        }
        catch (Exception fault)
        {
            // A grain that cannot be reached now can be later, and the chunks are still the producer's.
            BatchLog.Unreachable(log, fault);
            return new BatchOutcome(null, AppendOutcome.Busy, "The patient could not be reached.");
        }
    }
}

using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Operations;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Orleans;

namespace EcgStream.Gateway.Ingest;

/// <summary>The door for devices: one patient's chunks, answered when durable.</summary>
internal static class IngestEndpoints
{
    // Half of what the grain allows, and well under the time after which Orleans gives up on a call (30 s).
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static void MapIngest(this IEndpointRouteBuilder api)
    {
        api.MapPost("/patients/{id}/ecg", Ingest)
            .Describe("Ingest", "ingestPatient", "Takes chunks of one patient's ECG, in order.",
                "Answered when every whole beat of the request is judged and stored, 200; or after 10 s, 202. Samples above " +
                "the watermark are to be kept and sent again: sending twice is harmless. A part of a beat waits for the rest of it. " +
                "As application/octet-stream the body is one chunk's samples, little-endian float32, and the query says the rest.")
            .TakesJson<IngestRequest>(IngestRequest.Example)
            .TakesBytes("Samples of one chunk: 1…8,960 little-endian float32, z-score units.")
            .WithQuery("firstSample", "With octet-stream: absolute index of the first sample.", JsonSchemaType.Integer, "int64", least: 0)
            .WithQuery("startTime", "With octet-stream: time of the first sample.", format: "date-time")
            .WithQuery("rrMs", "With octet-stream: RR interval in ms, above 0.", JsonSchemaType.Number, most: 60_000)
            .Answers<IngestAnswer>(StatusCodes.Status200OK, "Judged and stored.")
            .Answers<IngestAnswer>(StatusCodes.Status202Accepted, "Taken, but not all of it is stored yet; see watermark.")
            .Refuses(400, 404, 413, 415, 429, 503)
            .Needs(Access.Ingest);

        api.MapBatch();
        api.MapLost();
    }

    private static async Task<IResult> Ingest(HttpContext context, string id, IGrainFactory grains, IHistory history)
    {
        PatientKeys.Require(id);
        var chunks = BinaryChunk.Is(context.Request)
            ? [await BinaryChunk.ReadAsync(context, id)]
            : await ReadJsonAsync(context, id);

        var run = await ChunkDoor.AppendAsync(grains, id, chunks);
        if (run.StoppedAt is { } at) throw await RefuseAsync(id, run, at, history, context.RequestAborted);

        // What lies behind the last whole beat cannot be judged yet: no use to wait for it.
        var wholeBeats = chunks.Max(c => BeatFrame.FirstSampleOf(BeatFrame.BeatOf(c.FirstSample + c.Samples.Length)));
        var watermark = run.Last.Watermark;
        if (watermark < wholeBeats)
        {
            using var span = GatewayTracing.Start("wait until stored");
            watermark = await grains.GetGrain<IPatientGrain>(id).WaitStored(wholeBeats, LongestWait);
        }

        return Results.Json(
            new IngestAnswer(watermark, run.Taken, run.Duplicates), GatewayJson.Options,
            statusCode: watermark >= wholeBeats ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static async Task<EcgChunk[]> ReadJsonAsync(HttpContext context, string id)
    {
        using var body = await JsonBody.ReadAsync(context, JsonBody.SamplesLimit);
        var errors = new FieldErrors();
        var chunks = ChunkReader.Read(errors, body.Root, "", id);
        errors.ThrowIfAny();
        return chunks;
    }

    private static async Task<Refusal> RefuseAsync(
        string id, ChunkRun run, int at, IHistory history, CancellationToken cancel)
    {
        var soFar = new Dictionary<string, object?>
        {
            ["watermark"] = run.Last.Watermark,
            ["taken"] = run.Taken,
            ["duplicates"] = run.Duplicates,
        };
        var errors = new Dictionary<string, string[]>
        {
            [$"chunks[{at}]"] = [run.Last.Reason ?? "There is no room for it now."],
        };
        if (run.Last.Outcome == AppendOutcome.Busy)
        {
            return new Refusal(StatusCodes.Status429TooManyRequests, errors.First().Value[0], errors)
            {
                RetryAfter = TimeSpan.FromSeconds(1),
                Extensions = soFar,
            };
        }

        if (await history.FindPatientAsync(id, cancel) is not { DischargedAt: null }) return PatientKeys.Unknown(id);
        return new Refusal(StatusCodes.Status400BadRequest, errors.First().Value[0], errors) { Extensions = soFar };
    }
}

using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.History;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
                "the watermark are to be kept and sent again: sending twice is harmless. A part of a beat waits for the rest of it.")
            .TakesJson<IngestRequest>(IngestRequest.Example)
            .Answers<IngestAnswer>(StatusCodes.Status200OK, "Judged and stored.")
            .Answers<IngestAnswer>(StatusCodes.Status202Accepted, "Taken, but not all of it is stored yet; see watermark.")
            .Refuses(400, 404, 413, 415, 429);

        api.MapBatch();
    }

    private static async Task<IResult> Ingest(HttpContext context, string id, IGrainFactory grains, IHistory history)
    {
        PatientKeys.Require(id);
        EcgChunk[] chunks;
        using (var body = await JsonBody.ReadAsync(context, JsonBody.SamplesLimit))
        {
            var errors = new FieldErrors();
            chunks = ChunkReader.Read(errors, body.Root, "", id);
            errors.ThrowIfAny();
        }

        var run = await ChunkDoor.AppendAsync(grains, id, chunks);
        if (run.StoppedAt is { } at) throw await RefuseAsync(id, run, at, history, context.RequestAborted);

        // What lies behind the last whole beat cannot be judged yet: no use to wait for it.
        var wholeBeats = chunks.Max(c => BeatFrame.FirstSampleOf(BeatFrame.BeatOf(c.FirstSample + c.Samples.Length)));
        var watermark = run.Last.Watermark;
        if (watermark < wholeBeats)
            watermark = await grains.GetGrain<IPatientGrain>(id).WaitStored(wholeBeats, LongestWait);

        return Results.Json(
            new IngestAnswer(watermark, run.Taken, run.Duplicates), GatewayJson.Options,
            statusCode: watermark >= wholeBeats ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
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

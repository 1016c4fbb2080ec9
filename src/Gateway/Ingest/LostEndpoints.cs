using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace EcgStream.Gateway.Ingest;

/// <summary>Where a device says that it has lost samples for good.</summary>
internal static class LostEndpoints
{
    public static void MapLost(this IEndpointRouteBuilder api) =>
        api.MapPost("/patients/{id}/lost", Declare)
            .Describe("Ingest", "declareLost", "Says that some beats will never come.",
                "They become a recorded hole, and the watermark passes it at once; without this it waits 30 s. Beats that have " +
                "arrived all the same are kept. Saying it twice is harmless. A loss ends at most 30 s after what is due by now: the time " +
                "since admission at 300 beats a minute.")
            .TakesJson<LostRequest>("""{"firstSample":1400,"count":280}""")
            .Answers<BatchOutcome>(StatusCodes.Status200OK, "Noted.")
            .Refuses(400, 404, 413, 415, 429, 503)
            .Needs(Access.Ingest);

    private static async Task<IResult> Declare(HttpContext context, string id, IGrainFactory grains, IHistory history)
    {
        PatientKeys.Require(id);
        long? first, count;
        using (var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit))
        {
            var errors = new FieldErrors();
            errors.OnlyKnown(body.Root, "", "firstSample", "count");
            first = errors.Count(body.Root, "", "firstSample");
            count = errors.Count(body.Root, "", "count");
            if (first % BeatFrame.SampleCount is not (null or 0)) errors.Add("firstSample", $"must be a multiple of {BeatFrame.SampleCount}: only whole beats can be lost.");
            if (count == 0 || count % BeatFrame.SampleCount is not (null or 0)) errors.Add("count", $"must be {BeatFrame.SampleCount} or a multiple of it: only whole beats can be lost.");
            errors.ThrowIfAny();
        }

        if (await history.FindPatientAsync(id, context.RequestAborted) is not { DischargedAt: null }) throw PatientKeys.Unknown(id);
        var reply = await grains.GetGrain<IPatientGrain>(id).DeclareLost(first!.Value, count!.Value);
        return reply.Outcome switch
        {
            AppendOutcome.Busy => throw Refusal.Busy("firstSample", reply.Reason ?? "There is no room for it now.", TimeSpan.FromSeconds(1)),
            AppendOutcome.Refused => throw Refusal.BadRequest("count", reply.Reason ?? "It is refused."),
            _ => Results.Json(new BatchOutcome(reply.Watermark, reply.Outcome, null), GatewayJson.Options),
        };
    }
}

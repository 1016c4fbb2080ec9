using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.History.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Patients;

/// <summary>A patient's past.</summary>
internal static class BeatEndpoints
{
    public static void MapBeats(this IEndpointRouteBuilder api)
    {
        api.MapGet("/patients/{id}/beats", List)
            .Describe("Patients", "listBeats", "Stored beats, newest first.", "Pages: give next as cursor until it is null.")
            .WithQuery("from", "Beats that start at or after this time.", format: "date-time")
            .WithQuery("to", "Beats that start before this time.", format: "date-time")
            .WithQuery("class", ClassField.Description)
            .WithQuery("cursor", "next of the page before.", JsonSchemaType.Integer, "int64", least: 0)
            .WithQuery("limit", "Rows of a page; 100 by default.", JsonSchemaType.Integer, least: 1, most: 1000)
            .WithQuery("waveforms", "true to bring waveforms along.", JsonSchemaType.Boolean)
            .Answers<BeatPage>(StatusCodes.Status200OK, "A page of beats.")
            .Refuses(400, 404, 503)
            .Needs(Access.View);

        api.MapGet("/patients/{id}/beats/{n}", Find)
            .Describe("Patients", "getBeat", "One beat with its waveform.",
                "A waveform that was not kept is null, and waveformAbsent says why.")
            .Answers<BeatBody>(StatusCodes.Status200OK, "The beat.")
            .Refuses(400, 404, 503)
            .Needs(Access.View);
    }

    private static async Task<IResult> List(HttpContext context, string id, IHistory history)
    {
        PatientKeys.Require(id);
        var query = new Query(context.Request);
        var wanted = new BeatQuery(
            query.Time("from"),
            query.Time("to"),
            query.Class(),
            query.Whole("cursor", 0, long.MaxValue),
            (int)(query.Whole("limit", 1, 1000) ?? 100),
            query.Flag("waveforms"));
        if (wanted.From >= wanted.To) query.Errors.Add("from", "must lie before to.");
        query.Errors.ThrowIfAny();

        var cancel = context.RequestAborted;
        if (await history.FindPatientAsync(id, cancel) is null) throw PatientKeys.Unknown(id);
        var page = await history.GetBeatsAsync(id, wanted, cancel);
        return Results.Json(new BeatPage([.. page.Items.Select(BeatBody.From)], page.Next), GatewayJson.Options);
    }

    private static async Task<IResult> Find(string id, string n, IHistory history, CancellationToken cancel)
    {
        PatientKeys.Require(id);
        if (!long.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var beat))
            throw Refusal.BadRequest("n", "must be a beat number, 0 or more.");
        if (await history.FindPatientAsync(id, cancel) is null) throw PatientKeys.Unknown(id);
        var record = await history.FindBeatAsync(id, beat, cancel)
            ?? throw Refusal.NotFound("n", $"Beat {beat} is not stored: it has not come, has no verdict yet, or is a recorded hole.");
        return Results.Json(BeatBody.From(record), GatewayJson.Options);
    }
}

using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Patients;

/// <summary>What people do to a patient's monitoring.</summary>
internal static class CareEndpoints
{
    public static void MapCare(this IEndpointRouteBuilder api)
    {
        api.MapDelete("/patients/{id}", Discharge)
            .Describe("Patients", "dischargePatient", "Discharges a patient.",
                "History stays, open alarms end, and further samples are refused until somebody admits again.")
            .WithQuery("by", "Who discharges; kept with the act.")
            .Answers<ActAnswer>(StatusCodes.Status200OK, "Discharged.")
            .Refuses(400, 404, 503)
            .Needs(Access.Act);

        api.MapPost("/patients/{id}/audio-pause", Pause)
            .Describe("Patients", "pauseAudio", "Pauses the sound of a patient's alarms for two minutes.",
                "For all viewers alike; alarms are shown as before. An alarm of a higher priority than any present now breaks " +
                "the pause. Asking again begins anew. It survives a restart.")
            .TakesJson<ActRequest>(ActRequest.Example)
            .Answers<PatientStatus>(StatusCodes.Status200OK, "The patient, with audioPause.")
            .Refuses(400, 404, 413, 415, 503)
            .Needs(Access.Act);

        api.MapDelete("/patients/{id}/audio-pause", Resume)
            .Describe("Patients", "resumeAudio", "Ends the audio pause.", "Nothing changes where there is none.")
            .WithQuery("by", "Who ends it; kept with the act.")
            .Answers<PatientStatus>(StatusCodes.Status200OK, "The patient, without audioPause.")
            .Refuses(400, 404, 503)
            .Needs(Access.Act);

        api.MapGet("/patients/{id}/acts", Acts)
            .Describe("Patients", "listActs", "What people did to a patient's monitoring, newest first.",
                "Admissions, limits, discharges, audio pauses and acknowledgements, with who and when. Pages: give next as cursor until it is null.")
            .WithQuery("cursor", "next of the page before.", JsonSchemaType.Integer, "int64", least: 0)
            .WithQuery("limit", "Rows of a page; 100 by default.", JsonSchemaType.Integer, least: 1, most: 1000)
            .Answers<ActPage>(StatusCodes.Status200OK, "A page of acts.")
            .Refuses(400, 404, 503)
            .Needs(Access.View);
    }

    private static async Task<IResult> Discharge(HttpContext context, string id, IPatientCare care)
    {
        PatientKeys.Require(id);
        var by = ActRequest.ReadName(new Query(context.Request));
        if (!await care.DischargeAsync(id, by, context.RequestAborted)) throw PatientKeys.Unknown(id);
        return Results.Json(new ActAnswer(id, "discharged", by), GatewayJson.Options);
    }

    private static async Task<IResult> Pause(HttpContext context, string id, IPatientCare care)
    {
        PatientKeys.Require(id);
        using var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit);
        var by = ActRequest.Read(body.Root).By;
        return Results.Json(
            await care.PauseAudioAsync(id, by, context.RequestAborted) ?? throw PatientKeys.Unknown(id), GatewayJson.Options);
    }

    private static async Task<IResult> Resume(HttpContext context, string id, IPatientCare care)
    {
        PatientKeys.Require(id);
        var by = ActRequest.ReadName(new Query(context.Request));
        return Results.Json(
            await care.ResumeAudioAsync(id, by, context.RequestAborted) ?? throw PatientKeys.Unknown(id), GatewayJson.Options);
    }

    private static async Task<IResult> Acts(HttpContext context, string id, IHistory history)
    {
        PatientKeys.Require(id);
        var query = new Query(context.Request);
        var (cursor, limit) = (query.Whole("cursor", 0, long.MaxValue), (int)(query.Whole("limit", 1, 1000) ?? 100));
        query.Errors.ThrowIfAny();
        var cancel = context.RequestAborted;
        if (await history.FindPatientAsync(id, cancel) is null) throw PatientKeys.Unknown(id);
        var page = await history.GetActsAsync(id, cursor, limit, cancel);
        return Results.Json(new ActPage(page.Items, page.Next), GatewayJson.Options);
    }
}

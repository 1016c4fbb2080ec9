using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Patients;

/// <summary>Patients now, and their admission.</summary>
internal static class PatientEndpoints
{
    public static void MapPatients(this IEndpointRouteBuilder api)
    {
        api.MapGet("/patients", List)
            .Describe("Patients", "listPatients", "All admitted patients, by id.",
                "Live state from the silos; a patient without an active grain comes from history, with live = false.")
            .Answers<PatientList>(StatusCodes.Status200OK, "The patients.")
            .Refuses(503)
            .Needs(Access.View);

        api.MapGet("/patients/{id}", Find)
            .Describe("Patients", "getPatient", "One patient with limits.", "Live state where a grain is active, else from history.")
            .Answers<PatientDetail>(StatusCodes.Status200OK, "The patient.")
            .Refuses(400, 404, 503)
            .Needs(Access.View);

        api.MapPut("/patients/{id}", Admit)
            .Describe("Patients", "admitPatient", "Admits a patient, or changes bed and limits.",
                "Answered when durable and in force: limits count from the next beat on. What the body leaves out stays as it is, or " +
                "as is usual with a new or a discharged patient.")
            .TakesJson<AdmitRequest>(AdmitRequest.Example)
            .Answers<PatientDetail>(StatusCodes.Status200OK, "Changed.")
            .Answers<PatientDetail>(StatusCodes.Status201Created, "Admitted.")
            .Refuses(400, 413, 415, 503)
            .Needs(Access.Act);
    }

    private static async Task<IResult> List(IWard ward, CancellationToken cancel) =>
        Results.Json(new PatientList(await ward.GetPatientsAsync(cancel)), GatewayJson.Options);

    private static async Task<IResult> Find(string id, IWard ward, IHistory history, CancellationToken cancel)
    {
        PatientKeys.Require(id);
        return Results.Json(await ReadAsync(id, ward, history, cancel), GatewayJson.Options);
    }

    private static async Task<IResult> Admit(HttpContext context, string id, IWard ward, IPatientCare care, IHistory history)
    {
        PatientKeys.Require(id);
        var cancel = context.RequestAborted;
        using var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit);
        var before = await history.FindPatientAsync(id, cancel);
        var isNew = before is not { DischargedAt: null };
        if (isNew) before = null; // a new stay begins with what is usual
        var request = AdmitRequest.Read(body.Root, before?.Bed, before?.Limits ?? AlarmLimits.Default);
        await care.AdmitAsync(id, new Admission(request.By ?? "somebody over REST", request.Bed ?? "", request.Limits), cancel);
        if (isNew) context.Response.Headers.Location = $"{GatewayPaths.Api}/patients/{id}";
        return Results.Json(
            await ReadAsync(id, ward, history, cancel), GatewayJson.Options,
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<PatientDetail> ReadAsync(string id, IWard ward, IHistory history, CancellationToken cancel)
    {
        var status = await ward.FindPatientAsync(id, cancel) ?? throw PatientKeys.Unknown(id);
        var patient = await history.FindPatientAsync(id, cancel) ?? throw PatientKeys.Unknown(id);
        return PatientDetail.From(patient, status);
    }
}

using System.Globalization;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.History.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Alarms;

/// <summary>Alarms and their acknowledgement.</summary>
internal static class AlarmEndpoints
{
    public static void MapAlarms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alarms", List)
            .Describe("Alarms", "listAlarms", "Alarms in commit order, from a cursor.",
                "An alarm appears at the place of its last change. Pages: give next as cursor until it is null. To follow, ask again later " +
                "with cursor of the last answer: that misses nothing.")
            .WithQuery("cursor", "Alarms whose last change was committed after it; 0 for all.", JsonSchemaType.Integer, "int64", least: 0)
            .WithQuery("state", "Only those in this state.", oneOf: Enum.GetNames<AlarmState>())
            .WithQuery("patient", "Of this patient only.")
            .WithQuery("from", "Onset at or after this time.", format: "date-time")
            .WithQuery("to", "Onset before this time.", format: "date-time")
            .WithQuery("limit", "Rows of a page; 100 by default.", JsonSchemaType.Integer, least: 1, most: 1000)
            .Answers<AlarmPage>(StatusCodes.Status200OK, "A page of alarms.")
            .Refuses(400, 404, 503)
            .Needs(Access.View);

        api.MapPost("/alarms/{id}/acknowledge", Acknowledge)
            .Describe("Alarms", "acknowledgeAlarm", "Acknowledges an alarm, once for all viewers.",
                "Answered when durable. Acknowledging again changes nothing: the first stands.")
            .TakesJson<AcknowledgeRequest>(AcknowledgeRequest.Example)
            .Answers<AlarmRecord>(StatusCodes.Status200OK, "The alarm as it stands now.")
            .Refuses(400, 404, 413, 415, 503)
            .Needs(Access.Act);
    }

    private static async Task<IResult> List(HttpContext context, IHistory history)
    {
        var query = new Query(context.Request);
        var after = query.Whole("cursor", 0, long.MaxValue) ?? 0;
        var patient = query.Text("patient");
        var wanted = new AlarmQuery(
            after, query.Name<AlarmState>("state"), patient, (int)(query.Whole("limit", 1, 1000) ?? 100),
            query.Time("from"), query.Time("to"));
        if (wanted.From >= wanted.To) query.Errors.Add("from", "must lie before to.");
        if (patient is not null && !PatientId.IsValid(patient)) query.Errors.Add("patient", $"is no patient id: {PatientId.Rule}.");
        query.Errors.ThrowIfAny();

        var cancel = context.RequestAborted;
        if (patient is not null && await history.FindPatientAsync(patient, cancel) is null)
            throw Refusal.NotFound("patient", $"There is no patient {patient}.");
        var page = await history.GetAlarmsAsync(wanted, cancel);
        var cursor = page.Items.Count > 0 ? page.Items[^1].Cursor ?? after : after;
        return Results.Json(
            new AlarmPage(page.Items, page.Next, cursor.ToString(CultureInfo.InvariantCulture)), GatewayJson.Options);
    }

    private static async Task<IResult> Acknowledge(HttpContext context, string id, IWard ward)
    {
        using var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit);
        var request = AcknowledgeRequest.Read(body.Root);
        var alarm = await ward.AcknowledgeAsync(id, request.By, context.RequestAborted)
            ?? throw Refusal.NotFound("id", "There is no such alarm.");
        return Results.Json(alarm, GatewayJson.Options);
    }
}

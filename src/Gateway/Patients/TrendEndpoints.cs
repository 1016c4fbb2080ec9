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

/// <summary>A patient by the minute or hour.</summary>
internal static class TrendEndpoints
{
    private const int MostPoints = 10_080; // a week of minutes

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void MapTrend(this IEndpointRouteBuilder api) => api.MapGet("/patients/{id}/trend", Get)
        .Describe("Patients", "getTrend", "Heart rate, classes, anomaly score and alarms by the minute or hour.",
            "By the start of the beats (sample time). The minutes or hours that from and to fall into are whole. Points without " +
            "beats and alarms are left out.")
        .WithQuery("from", "Begin; a day before to by default.", format: "date-time")
        .WithQuery("to", "End; now by default.", format: "date-time")
        .WithQuery("resolution", "minute (the default) or hour. A trend spans at most 10,080 points.")
        .Answers<TrendAnswer>(StatusCodes.Status200OK, "The trend.")
        .Refuses(400, 404, 503)
        .Needs(Access.View);

    private static async Task<IResult> Get(HttpContext context, string id, IPatientCare care, IHistory history, TimeProvider clock)
    {
        PatientKeys.Require(id);
        var query = new Query(context.Request);
        var resolution = query.Name<TrendResolution>("resolution") ?? TrendResolution.Minute;
        var to = query.Time("to") ?? clock.GetUtcNow();
        var from = query.Time("from") ?? (to - DateTimeOffset.MinValue > Day ? to - Day : DateTimeOffset.MinValue);
        var width = resolution == TrendResolution.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);
        if (from >= to) query.Errors.Add(context.Request.Query.ContainsKey("from") ? "from" : "to", "from must lie before to.");
        else if ((to - from) / width > MostPoints) query.Errors.Add("from", $"lies more than {MostPoints} points before to.");
        query.Errors.ThrowIfAny();

        var cancel = context.RequestAborted;
        if (await history.FindPatientAsync(id, cancel) is null) throw PatientKeys.Unknown(id);
        return Results.Json(
            new TrendAnswer(id, resolution, await care.GetTrendAsync(id, from, to, resolution, cancel)), GatewayJson.Options);
    }
}

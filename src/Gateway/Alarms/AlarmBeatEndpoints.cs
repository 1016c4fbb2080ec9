using EcgStream.Contracts.Live;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Patients;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Alarms;

/// <summary>What happened around an alarm.</summary>
internal static class AlarmBeatEndpoints
{
    public static void MapAlarmBeats(this IEndpointRouteBuilder api) => api.MapGet("/alarms/{id}/beats", Get)
        .Describe("Alarms", "getAlarmBeats", "An alarm with its beats and their waveforms.",
            "From five beats before the onset to 5 s after the end, 200 beats at most. A waveform that was not kept is null, and " +
            "waveformAbsent says why.")
        .Answers<AlarmBeats>(StatusCodes.Status200OK, "The alarm and its beats.")
        .Refuses(404, 503)
        .Needs(Access.View);

    private static async Task<IResult> Get(string id, IPatientCare care, CancellationToken cancel)
    {
        var strip = await care.GetStripAsync(id, cancel) ?? throw Refusal.NotFound("id", "There is no such alarm.");
        return Results.Json(new AlarmBeats(strip.Alarm, [.. strip.Beats.Select(BeatBody.From)]), GatewayJson.Options);
    }
}

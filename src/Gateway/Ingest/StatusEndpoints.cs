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
using Orleans;

namespace EcgStream.Gateway.Ingest;

/// <summary>The door for what producers see while there is no beat.</summary>
internal static class StatusEndpoints
{
    private const int Most = 10_000;

    public static void MapStatus(this IEndpointRouteBuilder api) => api.MapPost("/ecg/status", Report)
        .Describe("Ingest", "reportStatus", "Says what producers see while they have no beat to send.",
            "Due at least every 2 s without a beat. Watching with since tells a heart that has stopped; LeadOff that it cannot be " +
            "told; Standby that the producer ends on purpose. A producer that sends neither beats nor statuses is a technical " +
            "alarm after 10 s. nextSample is the first sample of the beat that comes next.")
        .TakesJson<StatusRequest>(StatusRequest.Example)
        .Answers<StatusAnswer>(StatusCodes.Status200OK, "Taken, but for those in refused.")
        .Refuses(400, 413, 415, 503)
        .Needs(Access.Ingest);

    private static async Task<IResult> Report(HttpContext context, IGrainFactory grains)
    {
        EcgStatus[] statuses;
        using (var body = await JsonBody.ReadAsync(context, JsonBody.SamplesLimit)) statuses = Read(body.Root);
        var replies = await Task.WhenAll(statuses.Select(status => grains.GetGrain<IPatientGrain>(status.PatientId).Report(status)));
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < replies.Length; i++)
            if (replies[i].Outcome == AppendOutcome.Refused) refused[statuses[i].PatientId] = replies[i].Reason ?? "";
        return Results.Json(new StatusAnswer(replies.Count(reply => reply.Outcome != AppendOutcome.Refused), refused), GatewayJson.Options);
    }

    private static EcgStatus[] Read(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "statuses");
        if (!root.TryGetProperty("statuses", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > Most)
        {
            errors.Add("statuses", $"must be an array of 1…{Most} statuses.");
            throw errors.ToRefusal();
        }

        var statuses = new List<EcgStatus>(list.GetArrayLength());
        var i = 0;
        foreach (var node in list.EnumerateArray())
        {
            if (ReadOne(errors, node, $"statuses[{i++}]") is { } status) statuses.Add(status);
            if (errors.Full) break;
        }

        errors.ThrowIfAny();
        return [.. statuses];
    }

    private static EcgStatus? ReadOne(FieldErrors errors, JsonElement node, string path)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, $"must be an object, not {JsonFields.Describe(node)}.");
            return null;
        }

        errors.OnlyKnown(node, path, "patientId", "at", "nextSample", "state", "since");
        var id = node.TryGetProperty("patientId", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        if (!PatientId.IsValid(id)) errors.Add(JsonFields.Join(path, "patientId"), $"is no patient id: {PatientId.Rule}.");
        var at = errors.Time(node, path, "at");
        var since = errors.Time(node, path, "since");
        var next = errors.Count(node, path, "nextSample");
        var state = ProducerState.Watching;
        if (!node.TryGetProperty("state", out var text) || text.ValueKind != JsonValueKind.String ||
            !Enum.TryParse(text.GetString(), ignoreCase: true, out state) || !Enum.IsDefined(state))
            errors.Add(JsonFields.Join(path, "state"), $"must be one of {string.Join(", ", Enum.GetNames<ProducerState>())}.");
        return errors.Any ? null : new EcgStatus(id!, at!.Value, next!.Value, state, since!.Value);
    }
}

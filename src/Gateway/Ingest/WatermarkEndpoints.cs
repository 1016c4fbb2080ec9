using System.Text.Json;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Live;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using EcgStream.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EcgStream.Gateway.Ingest;

/// <summary>Watermarks in bulk, for producers of many patients.</summary>
internal static class WatermarkEndpoints
{
    private const int MostIds = 10_000;

    // From here on one read of all patients is cheaper than a read each.
    private const int FewIds = 16;

    public static void MapWatermarks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/watermarks", Get)
            .Describe("Ingest", "getWatermarks", "How far patients' signals are judged and stored.", "For many patients use POST.")
            .WithQuery("ids", "Patient ids, separated by commas.")
            .Answers<WatermarksAnswer>(StatusCodes.Status200OK, "The watermarks.")
            .Refuses(400, 503)
            .Needs(Access.Ingest);

        api.MapPost("/watermarks", Post)
            .Describe("Ingest", "postWatermarks", "How far patients' signals are judged and stored.", "The same for up to 10,000 patients.")
            .TakesJson<WatermarksRequest>("""{"ids":["bed-001","bed-002"]}""")
            .Answers<WatermarksAnswer>(StatusCodes.Status200OK, "The watermarks.")
            .Refuses(400, 413, 415, 503)
            .Needs(Access.Ingest);
    }

    private static Task<IResult> Get(HttpContext context, SiloFeeds feeds, IHistory history)
    {
        var query = new Query(context.Request);
        var text = query.Text("ids");
        if (text is null && !query.Errors.Any) query.Errors.Add("ids", "is missing.");
        query.Errors.ThrowIfAny();
        var ids = text!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return AnswerAsync(ids, feeds, history, context.RequestAborted);
    }

    private static async Task<IResult> Post(HttpContext context, SiloFeeds feeds, IHistory history)
    {
        using var body = await JsonBody.ReadAsync(context, JsonBody.SmallLimit);
        var errors = new FieldErrors();
        errors.OnlyKnown(body.Root, "", "ids");
        var ids = ReadIds(errors, body.Root);
        errors.ThrowIfAny();
        return await AnswerAsync(ids, feeds, history, context.RequestAborted);
    }

    private static string[] ReadIds(FieldErrors errors, JsonElement root)
    {
        if (!root.TryGetProperty("ids", out var list)) errors.Add("ids", "is missing.");
        else if (list.ValueKind != JsonValueKind.Array) errors.Add("ids", $"must be an array, not {JsonFields.Describe(list)}.");
        else
        {
            var ids = new List<string>(list.GetArrayLength());
            foreach (var node in list.EnumerateArray())
            {
                if (node.ValueKind == JsonValueKind.String) ids.Add(node.GetString()!);
                else errors.Add($"ids[{ids.Count}]", $"must be a text, not {JsonFields.Describe(node)}.");
                if (errors.Any) break;
            }

            return [.. ids];
        }

        return [];
    }

    private static async Task<IResult> AnswerAsync(string[] ids, SiloFeeds feeds, IHistory history, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (ids.Length is 0 or > MostIds) errors.Add("ids", $"takes 1…{MostIds} ids, not {ids.Length}.");
        for (var i = 0; i < ids.Length && !errors.Full; i++)
            if (!PatientId.IsValid(ids[i])) errors.Add($"ids[{i}]", $"is no patient id: {PatientId.Rule}.");
        errors.ThrowIfAny();

        var answer = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var id in ids) answer[id] = null;
        foreach (var mark in (await feeds.AskAllAsync(feed => feed.GetWatermarks(ids), cancel)).SelectMany(m => m))
            if (answer.TryGetValue(mark.PatientId, out var other)) answer[mark.PatientId] = Math.Max(other ?? 0, mark.Watermark);

        await FillFromHistoryAsync(answer, history, cancel);
        return Results.Json(new WatermarksAnswer(answer), GatewayJson.Options);
    }

    private static async Task FillFromHistoryAsync(Dictionary<string, long?> answer, IHistory history, CancellationToken cancel)
    {
        var missing = answer.Where(a => a.Value is null).Select(a => a.Key).ToArray();
        if (missing.Length > FewIds)
        {
            foreach (var patient in await history.GetPatientsAsync(cancel))
                if (answer.TryGetValue(patient.PatientId, out var mark)) answer[patient.PatientId] = mark ?? patient.Watermark;
            return;
        }

        foreach (var id in missing)
            if (await history.FindPatientAsync(id, cancel) is { } patient) answer[id] = patient.Watermark;
    }
}

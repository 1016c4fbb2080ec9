using System.Text.Json;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Ingest;

/// <summary>Reads chunks out of JSON and checks at the door what needs no state: bounds and framing.</summary>
internal static class ChunkReader
{
    /// <summary>Most chunks of a patient in one request.</summary>
    public const int MostChunks = 256;

    /// <summary>Most samples of one chunk: 64 whole beats.</summary>
    public const int MostSamples = 64 * BeatFrame.SampleCount;

    // 4 s without a beat is asystole; a minute is no RR interval but a fault of the sender.
    public const double LongestRrMs = 60_000;

    /// <summary>Reads <c>{"chunks":[…]}</c> or a single chunk. What is wrong is noted; then the result is not to be used.</summary>
    public static EcgChunk[] Read(FieldErrors errors, JsonElement parent, string path, string patientId)
    {
        if (!parent.TryGetProperty("chunks", out var list))
            return ReadChunk(errors, parent, path, patientId) is { } one ? [one] : [];

        errors.OnlyKnown(parent, path, "chunks");
        var at = JsonFields.Join(path, "chunks");
        if (list.ValueKind != JsonValueKind.Array)
        {
            errors.Add(at, $"must be an array, not {JsonFields.Describe(list)}.");
            return [];
        }

        var count = list.GetArrayLength();
        if (count is 0 or > MostChunks)
        {
            errors.Add(at, $"takes 1…{MostChunks} chunks, not {count}.");
            return [];
        }

        var chunks = new List<EcgChunk>(count);
        var i = 0;
        foreach (var node in list.EnumerateArray())
        {
            if (ReadChunk(errors, node, $"{at}[{i++}]", patientId) is { } chunk) chunks.Add(chunk);
            if (errors.Full) break;
        }

        return [.. chunks];
    }

    /// <summary>True when samples keep to beats; else why not is noted.</summary>
    public static bool CheckFraming(FieldErrors errors, string path, long first, int count)
    {
        if (BeatFrame.IsFramed(first, count)) return true;
        errors.Add(path, $"{count} samples from {first} on cross a beat: a chunk holds part of one beat (140·n … 140·n+139) or some whole beats.");
        return false;
    }

    private static EcgChunk? ReadChunk(FieldErrors errors, JsonElement node, string path, string patientId)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, $"must be an object, not {JsonFields.Describe(node)}.");
            return null;
        }

        errors.OnlyKnown(node, path, "firstSample", "startTime", "rrMs", "samples", "patientId");
        if (node.TryGetProperty("patientId", out var named) &&
            !(named.ValueKind == JsonValueKind.String && named.ValueEquals(patientId)))
            errors.Add(JsonFields.Join(path, "patientId"), "names another patient than the request.");

        var first = errors.Count(node, path, "firstSample");
        var start = errors.Time(node, path, "startTime");
        var rr = errors.Number(node, path, "rrMs");
        if (rr is <= 0 or > LongestRrMs)
        {
            errors.Add(JsonFields.Join(path, "rrMs"), $"must lie above 0 and up to {LongestRrMs} ms, not {rr}.");
            rr = null;
        }

        var samples = ReadSamples(errors, node, path);
        if (first is { } f && samples is not null && !CheckFraming(errors, JsonFields.Join(path, "samples"), f, samples.Length))
            return null;

        return first is null || start is null || rr is null || samples is null
            ? null
            : new EcgChunk(patientId, first.Value, start.Value, rr.Value, samples);
    }

    private static float[]? ReadSamples(FieldErrors errors, JsonElement node, string path)
    {
        var at = JsonFields.Join(path, "samples");
        if (!node.TryGetProperty("samples", out var array)) errors.Add(at, "is missing.");
        else if (array.ValueKind != JsonValueKind.Array) errors.Add(at, $"must be an array of numbers, not {JsonFields.Describe(array)}.");
        else if (array.GetArrayLength() is var count && count is 0 or > MostSamples)
            errors.Add(at, $"takes 1…{MostSamples} samples, not {count}.");
        else
        {
            var samples = new float[count];
            errors.ReadSamples(array, at, samples);
            return samples;
        }

        return null;
    }
}

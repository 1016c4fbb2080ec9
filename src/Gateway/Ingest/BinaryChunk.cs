using System.Buffers.Binary;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EcgStream.Gateway.Ingest;

/// <summary>One chunk as its samples alone, little-endian float32; what JSON has as fields stands in the query.</summary>
internal static class BinaryChunk
{
    public const string MediaType = "application/octet-stream";

    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) &&
        type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="Refusal">Not such a chunk; every wrong field is named.</exception>
    public static async Task<EcgChunk> ReadAsync(HttpContext context, string patientId)
    {
        var query = new Query(context.Request);
        var first = query.Whole("firstSample", 0, long.MaxValue);
        var start = query.Time("startTime");
        var rr = query.Number("rrMs", 0, ChunkReader.LongestRrMs);
        foreach (var name in (string[])["firstSample", "startTime", "rrMs"])
            if (!context.Request.Query.ContainsKey(name)) query.Errors.Add(name, "is missing.");
            else if (query.Text(name) is null) query.Errors.Add(name, "is empty.");
        query.Errors.ThrowIfAny();

        using var body = await RawBody.ReadAsync(context.Request, JsonBody.SmallLimit, context.RequestAborted);
        var samples = ReadSamples(query.Errors, body.Bytes.Span);
        if (samples.Length > 0) ChunkReader.CheckFraming(query.Errors, "body", first!.Value, samples.Length);
        query.Errors.ThrowIfAny();
        return new EcgChunk(patientId, first!.Value, start!.Value, rr!.Value, samples);
    }

    private static float[] ReadSamples(FieldErrors errors, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes.Length % sizeof(float) != 0 || bytes.Length / sizeof(float) > ChunkReader.MostSamples)
        {
            errors.Add("body", $"takes 1…{ChunkReader.MostSamples} samples of four bytes each, not {bytes.Length} bytes.");
            return [];
        }

        var samples = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < samples.Length && !errors.Full; i++)
        {
            samples[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!(MathF.Abs(samples[i]) <= SampleFields.Largest))
                errors.Add($"samples[{i}]", $"must lie in -{SampleFields.Largest}…{SampleFields.Largest} (z-score units), not {samples[i]}.");
        }

        return samples;
    }
}

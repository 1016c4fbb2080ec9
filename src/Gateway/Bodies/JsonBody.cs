using System.Text.Json;
using System.Text.Unicode;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EcgStream.Gateway.Bodies;

/// <summary>
/// A request's JSON body. Bodies are read by hand rather than bound, since a binder stops at the first fault and cannot
/// say which beat and which sample it was.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    /// <summary>Limit for small bodies, bytes.</summary>
    public const int SmallLimit = 1024 * 1024;

    /// <summary>Limit for bodies that carry samples, bytes: 1,024 beats with 25 characters a sample fit.</summary>
    public const int SamplesLimit = 4 * 1024 * 1024;

    /// <summary>Limit for bodies that carry many patients' samples, bytes: 1,000 patients with eight beats each fit.</summary>
    public const int BatchLimit = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly RawBody _raw;
    private readonly JsonDocument _document;

    private JsonBody(RawBody raw, JsonDocument document) => (_raw, _document) = (raw, document);

    /// <summary>The body's root, an object.</summary>
    public JsonElement Root => _document.RootElement;

    public static async Task<JsonBody> ReadAsync(HttpContext context, int limit)
    {
        var raw = await ReadRawAsync(context, limit);
        try
        {
            return new JsonBody(raw, Parse(raw.Bytes));
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>The body's bytes, said to be JSON and not looked at yet.</summary>
    public static Task<RawBody> ReadRawAsync(HttpContext context, int limit)
    {
        RequireJson(context.Request);
        return RawBody.ReadAsync(context.Request, limit, context.RequestAborted);
    }

    public void Dispose()
    {
        _document.Dispose();
        _raw.Dispose();
    }

    private static void RequireJson(HttpRequest request)
    {
        if (request.ContentType == "application/json") return; // as nearly everybody writes it
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            throw Refusal.WrongMediaType("A body of type application/json is expected; the request names no type.");
        if (!type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) &&
            !type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            throw Refusal.WrongMediaType($"A body of type application/json is expected, not {type.MediaType}.");
        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw Refusal.WrongMediaType($"JSON is expected in UTF-8, not {type.Charset}.");
    }

    /// <summary>Reads a body strictly; its root is an object.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty) throw Refusal.BadRequest("body", "The body is empty.");
        if (!Utf8.IsValid(bytes.Span)) throw Refusal.BadRequest("body", "The body is not valid UTF-8.");

        JsonDocument document;
        try
        {
            RequireWholeCharacters(bytes.Span);
            document = JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException fault)
        {
            throw Refusal.BadRequest("body", $"The body is not valid JSON: {fault.Message}");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        document.Dispose();
        throw Refusal.BadRequest("body", "The body must be a JSON object.");
    }

    /// <summary>An escape may stand for half a character; such a text is valid JSON, and whoever reads it later fails.</summary>
    private static void RequireWholeCharacters(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\\u"u8) < 0) return;
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
                if (reader.ValueIsEscaped) reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Refusal.BadRequest("body", $"The body has half a character (a surrogate without its other half) before byte {reader.BytesConsumed}.");
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Api;

/// <summary>
/// REST through the viewer's own browser: the call carries the viewer's login and rights, and pages need to know no more of
/// the gateway than its documented answers. One a circuit.
/// </summary>
public sealed class BrowserApi(IJSRuntime js)
{
    /// <summary>How the gateway writes JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private Task<IJSObjectReference>? _module;

    /// <summary>GET, for example of "api/stats".</summary>
    /// <exception cref="ApiException">The answer is a refusal, or there is none.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancel) => SendAsync<T>("GET", path, null, cancel);

    /// <summary>Sends a body as JSON.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<T> SendAsync<T>(string method, string path, object? body, CancellationToken cancel)
    {
        if (_module is null or { IsFaulted: true } or { IsCanceled: true })
            _module = js.InvokeAsync<IJSObjectReference>("import", CancellationToken.None, "./_content/EcgStream.Dashboard/live/api.js").AsTask();
        var module = await _module;
        var answer = await module.InvokeAsync<Answer>("call", cancel, method, path, body is null ? null : JsonSerializer.Serialize(body, Json));
        if (answer.Status is < 200 or > 299)
            throw ApiException.From(answer.Status, answer.Body);
        try
        {
            return JsonSerializer.Deserialize<T>(answer.Body, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException reason)
        {
            throw new ApiException(answer.Status, $"The server's answer to {path} is not understood: {reason.Message}");
        }
    }

    private sealed record Answer(int Status, string Body);
}

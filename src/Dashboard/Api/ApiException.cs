using System.Text.Json;

namespace EcgStream.Dashboard.Api;

/// <summary>A request that was refused or not answered; the message is for people.</summary>
/// <param name="status">HTTP status, 0 without an answer.</param>
/// <param name="message">Reason.</param>
public sealed class ApiException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status, 0 without an answer.</summary>
    public int Status { get; } = status;

    /// <summary>Reads problem details (RFC 9457); anything else is told by its status.</summary>
    public static ApiException From(int status, string body)
    {
        if (status == 0)
            return new(0, $"The server does not answer ({body}).");
        try
        {
            using var problem = JsonDocument.Parse(body);
            if (problem.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            {
                var reasons = errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray().Select(reason => $"{field.Name}: {reason.GetString()}"));
                if (string.Join(" ", reasons.Take(4)) is { Length: > 0 } text)
                    return new(status, text);
            }
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } said)
                return new(status, said);
        }
        catch (Exception reason) when (reason is JsonException or InvalidOperationException)
        {
            // Not problem details: the status says what there is to say.
        }
        return new(status, $"The server refused with status {status}.");
    }
}

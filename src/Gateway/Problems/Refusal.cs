using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Problems;

/// <summary>
/// A request that is not answered with what it asked for, and why. Thrown where it is found, however deep in a body;
/// <see cref="RefusalBoundary"/> turns it into problem details (RFC 9457).
/// </summary>
internal sealed class Refusal(int status, string reason, IDictionary<string, string[]> errors) : Exception(reason)
{
    public Refusal(int status, string field, string reason)
        : this(status, reason, new Dictionary<string, string[]> { [field] = [reason] })
    {
    }

    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Reasons by field: a path into the body such as <c>beats[3][17]</c>, or the name of a parameter or header.</summary>
    public IDictionary<string, string[]> Errors { get; } = errors;

    /// <summary>When to try again, or null where trying again is no use.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Members beside the standard ones, e.g. how far an ingest came; or null.</summary>
    public IDictionary<string, object?>? Extensions { get; init; }

    public static Refusal BadRequest(string field, string reason) => new(StatusCodes.Status400BadRequest, field, reason);

    public static Refusal NotFound(string field, string reason) => new(StatusCodes.Status404NotFound, field, reason);

    public static Refusal TooLarge(string field, string reason) =>
        new(StatusCodes.Status413PayloadTooLarge, field, reason);

    public static Refusal WrongMediaType(string reason) =>
        new(StatusCodes.Status415UnsupportedMediaType, "Content-Type", reason);

    public static Refusal Busy(string field, string reason, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, field, reason) { RetryAfter = retryAfter };
}

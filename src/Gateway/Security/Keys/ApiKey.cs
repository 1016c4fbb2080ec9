using System.Text.Json.Serialization;

namespace EcgStream.Gateway.Security.Keys;

/// <summary>What is kept of a key. The key itself is shown once, when it is made, and is nowhere after that.</summary>
/// <param name="Id">Names the key in lists and in claims; no secret.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Sha256">SHA-256 of the key, in hexadecimal. Nothing slower is needed: a key is 256 random bits, no password.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked, or null while it is good.</param>
public sealed record ApiKey(
    string Id, string Name, KeyRole Role, string Sha256, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt = null)
{
    /// <summary>True until it is revoked.</summary>
    [JsonIgnore]
    public bool IsGood => RevokedAt is null;
}

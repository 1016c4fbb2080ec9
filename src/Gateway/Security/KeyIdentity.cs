using System.Security.Claims;
using EcgStream.Gateway.Security.Keys;

namespace EcgStream.Gateway.Security;

/// <summary>A key's holder as the rest of the program sees it.</summary>
internal static class KeyIdentity
{
    private const string KeyId = "key";

    public static string NameOf(KeyRole role) => role.ToString().ToLowerInvariant();

    public static ClaimsPrincipal Of(ApiKey key, string scheme) => new(new ClaimsIdentity(
        [new Claim(KeyId, key.Id), new Claim(ClaimTypes.Name, key.Name), new Claim(ClaimTypes.Role, NameOf(key.Role))], scheme));

    /// <summary>Id of the key that a caller came with, or null.</summary>
    public static string? KeyOf(ClaimsPrincipal? user) => user?.FindFirst(KeyId)?.Value;
}

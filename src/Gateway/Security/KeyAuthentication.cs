using System.Text.Encodings.Web;
using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EcgStream.Gateway.Security;

/// <summary>
/// <c>Authorization: Bearer ecg_…</c>; on the hub also <c>?access_token=</c>, since browsers cannot set headers on a
/// WebSocket and SignalR's clients send the key there.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Key";

    private const string Prefix = "Bearer ";

    public static bool HasKey(HttpRequest request) => Read(request) is not null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Read(Request) is not { } key ? AuthenticateResult.NoResult()
        : keys.Find(key) is { } kept ? AuthenticateResult.Success(new(KeyIdentity.Of(kept, Name), Name))
        : AuthenticateResult.Fail("The key is not known, or is revoked."));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        AccessRefusals.UnauthorizedAsync(Context, HasKey(Request) ? "The key is not known, or is revoked." : null);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessRefusals.ForbiddenAsync(Context);

    private static string? Read(HttpRequest request)
    {
        if (request.Headers[HeaderNames.Authorization] is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return header[Prefix.Length..].Trim();
        return request.Path.StartsWithSegments(GatewayPaths.Hub) && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }
}

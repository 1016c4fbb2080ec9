using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Security;

/// <summary>Where a key is typed once and becomes a cookie; no script, nothing from elsewhere.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    // A key has 56 characters; nothing here reads more than a form of that size.
    private const int LongestForm = 4096;

    public static void MapLogin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context, IAntiforgery forgery) => Show(context, forgery, wrong: null))
            .AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, LogInAsync).AllowAnonymous().ExcludeFromDescription().WithFormLimit(LongestForm);
        endpoints.MapPost("/logout", LogOutAsync).AllowAnonymous().ExcludeFromDescription().WithFormLimit(LongestForm);
    }

    private static async Task<IResult> LogInAsync(HttpContext context, IAntiforgery forgery, KeyRing keys, ILoggerFactory logs)
    {
        var log = logs.CreateLogger(typeof(LoginEndpoints));
        if (await ReadAsync(context, forgery) is not { } form)
            return Show(context, forgery, "This page had gone stale. Please try again.");
        if (keys.Find(form["key"].ToString().Trim()) is not { } key)
        {
            LoginLog.Refused(log, context.Connection.RemoteIpAddress);
            return Show(context, forgery, "This key is not known, or is revoked.");
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            KeyIdentity.Of(key, CookieAuthenticationDefaults.AuthenticationScheme));
        LoginLog.LoggedIn(log, key.Id, key.Role);
        return Results.LocalRedirect(Target(form["to"]));
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery forgery)
    {
        if (await ReadAsync(context, forgery) is null) return Results.BadRequest();
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect(Path);
    }

    /// <summary>The form, or null when it is broken or did not come from our page.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpContext context, IAntiforgery forgery)
    {
        if (!context.Request.HasFormContentType) return null;
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await forgery.IsRequestValidAsync(context) ? form : null;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or BadHttpRequestException or AntiforgeryValidationException)
        {
            return null;
        }
    }

    private static IResult Show(HttpContext context, IAntiforgery forgery, string? wrong)
    {
        var tokens = forgery.GetAndStoreTokens(context);
        var page = LoginPage.Write(tokens, Target(context.Request.Query["to"]), wrong);
        return Results.Content(page, "text/html; charset=utf-8", statusCode: wrong is null ? 200 : StatusCodes.Status401Unauthorized);
    }

    /// <summary>Where to go after it: a path of this site and nothing else.</summary>
    private static string Target(string? wanted) =>
        wanted is ['/', ..] && !wanted.StartsWith("//", StringComparison.Ordinal) && !wanted.Contains('\\') && !wanted.Any(char.IsControl)
            ? wanted : "/";

    private static RouteHandlerBuilder WithFormLimit(this RouteHandlerBuilder endpoint, int bytes) =>
        endpoint.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(bytes)).DisableAntiforgery();
}

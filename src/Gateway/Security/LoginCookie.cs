using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway.Security;

/// <summary>The cookie that stands for a key once it was typed: signed and encrypted, for this site alone, out of scripts' reach.</summary>
internal static class LoginCookie
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(12);

    public static void Apply(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "ecgstream";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = Shift;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = LoginEndpoints.Path;
        cookie.Events.OnRedirectToLogin = context => IsPage(context.Request)
            ? Redirect(context) : AccessRefusals.UnauthorizedAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => IsPage(context.Request)
            ? Redirect(context) : AccessRefusals.ForbiddenAsync(context.HttpContext);
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<KeyRing>();
            if (KeyIdentity.KeyOf(context.Principal) is { } id && keys.IsGood(id)) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        };
    }

    /// <summary>Somebody looks at a page in a browser: he is shown where to log in rather than a refusal.</summary>
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !GatewayPaths.Owns(request.Path) &&
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect($"{LoginEndpoints.Path}?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        return Task.CompletedTask;
    }
}

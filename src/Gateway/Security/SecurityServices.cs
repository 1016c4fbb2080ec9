using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Security;

internal static class SecurityServices
{
    private const string Any = "Any";

    public static void AddGatewaySecurity(this IServiceCollection services, Action<SecurityOptions>? configure)
    {
        services.AddOptions<SecurityOptions>()
            .Configure<IServiceProvider>((options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(SecurityOptions.Section).Bind(options))
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>());
        services.TryAddSingleton<KeyRing>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRing>());
        services.TryAddSingleton<OpenConnections>();

        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, scheme => scheme.ForwardDefaultSelector = context =>
                KeyAuthentication.HasKey(context.Request) ? KeyAuthentication.Name : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Name, null)
            .AddCookie(LoginCookie.Apply);
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "ecgstream-form";
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (access, roles) in Access.Roles)
            authorization.AddPolicy(access, policy => policy.AddRequirements(new AccessRequirement(roles)));
        // What nobody has thought of is closed, not open.
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement(Access.Roles[Access.View])).Build());

        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SecurityOptions>>(
            (limits, options) => RequestRates.Apply(limits, options.Value));
    }
}

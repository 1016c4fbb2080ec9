using EcgStream.Gateway.Live;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Operations;
using EcgStream.Gateway.Problems;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EcgStream.Gateway;

/// <summary>Puts the gateway into a host.</summary>
public static class GatewayExtensions
{
    /// <summary>
    /// Adds REST, hub and OpenAPI document. The host supplies <c>IGrainFactory</c>, <see cref="History.IHistory"/>,
    /// <see cref="Inference.IBeatInference"/> and <see cref="Inference.IBeatExplainer"/>; <see cref="UseEcgGateway"/> guards and
    /// <c>MapEcgGateway</c> maps the endpoints.
    /// </summary>
    /// <param name="security">Has the last word on who may call.</param>
    public static IHostApplicationBuilder AddEcgGateway(this IHostApplicationBuilder builder, Action<SecurityOptions>? security = null)
    {
        builder.Services.AddEcgGateway(security);
        return builder;
    }

    /// <inheritdoc cref="AddEcgGateway(IHostApplicationBuilder, Action{SecurityOptions})"/>
    public static IServiceCollection AddEcgGateway(this IServiceCollection services, Action<SecurityOptions>? security = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddTransient<IStartupFilter, GatewayStartupFilter>();
        services.AddRouting();
        services.AddGatewayOpenApi();
        services.AddGatewaySecurity(security);
        services.AddLive();
        return services;
    }

    /// <summary>Says who calls, holds back who calls too often, and turns away who may not. Before everything that is mapped.</summary>
    public static IApplicationBuilder UseEcgGateway(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        var open = app.ApplicationServices.GetRequiredService<OpenConnections>();
        return app.Use((context, next) => open.HoldAsync(context, next));
    }
}

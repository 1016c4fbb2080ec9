using EcgStream.Gateway.Live;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EcgStream.Gateway;

/// <summary>Puts the gateway into a host.</summary>
public static class GatewayExtensions
{
    /// <summary>
    /// Adds REST, hub and OpenAPI document. The host supplies <c>IGrainFactory</c>, <see cref="History.IHistory"/>,
    /// <see cref="Inference.IBeatInference"/> and <see cref="Inference.IBeatExplainer"/>; <c>MapEcgGateway</c> maps the endpoints.
    /// </summary>
    public static IHostApplicationBuilder AddEcgGateway(this IHostApplicationBuilder builder)
    {
        builder.Services.AddEcgGateway();
        return builder;
    }

    /// <inheritdoc cref="AddEcgGateway(IHostApplicationBuilder)"/>
    public static IServiceCollection AddEcgGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddTransient<IStartupFilter, GatewayStartupFilter>();
        services.AddRouting();
        services.AddGatewayOpenApi();
        services.AddLive();
        return services;
    }
}

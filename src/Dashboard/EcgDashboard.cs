using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace EcgStream.Dashboard;

/// <summary>The dashboard in a web host.</summary>
public static class EcgDashboard
{
    /// <summary>
    /// The verdicts on a file of 10,000 beats come in one message from the browser, as does an alarm storm; the default of
    /// 32 kB would end the circuit.
    /// </summary>
    private const long LargestMessageBytes = 4 << 20;

    /// <summary>Adds the pages. The host also registers an <see cref="Contracts.Live.IWard"/> and serves /hubs/monitor.</summary>
    public static IServiceCollection AddEcgDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessageBytes);
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<LiveWard>();
        services.AddScoped<ViewerClock>();
        services.AddScoped<BrowserApi>();
        services.AddScoped<AlarmDesk>();
        return services;
    }

    /// <summary>
    /// Serves the pages and their files. Call it after authentication and authorization, if there are any: forms on pages
    /// are protected against forgery, which must know the user.
    /// </summary>
    /// <returns>The pages, for example to require authorization.</returns>
    public static RazorComponentsEndpointConventionBuilder MapEcgDashboard(this WebApplication app)
    {
        DashboardFiles.MakeFindable(app);
        app.UseAntiforgery();
        app.MapStaticAssets();
        return app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}

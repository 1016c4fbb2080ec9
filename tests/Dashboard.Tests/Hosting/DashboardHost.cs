using System.Text.Json.Serialization;
using EcgStream.Contracts.Live;
using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>The dashboard on a server of its own, with a <see cref="SampleWard"/> behind it.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile bool hubRefused;

    private DashboardHost(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(app.Urls.First());

    /// <summary>While true the hub answers 503; connections that stand are cut by <see cref="CutHub"/>.</summary>
    public bool HubRefused
    {
        get => hubRefused;
        set => hubRefused = value;
    }

    /// <summary>Starts on a loopback port; 0 takes a free one.</summary>
    public static async Task<DashboardHost> StartAsync(SampleWard ward, int port = 0)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Under a test runner the entry assembly is the runner's.
            ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(ward);
        builder.Services.AddSingleton<IWard>(ward);
        builder.Services.AddSingleton<HubCutter>();
        builder.Services.AddHostedService<SampleFeed>();
        builder.Services.AddSignalR(options => options.AddFilter<HubCutter>())
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        builder.Services.AddEcgDashboard();
        // A server that goes must not wait for its viewers to leave.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200));

        var app = builder.Build();
        var host = new DashboardHost(app);
        app.Use((context, next) =>
        {
            if (!host.HubRefused || !context.Request.Path.StartsWithSegments("/hubs"))
                return next();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapEcgDashboard();
        app.MapHub<SampleHub>("/hubs/monitor");
        await app.StartAsync();
        return host;
    }

    /// <summary>Ends the hub's connections as a failing network would.</summary>
    public void CutHub() => app.Services.GetRequiredService<HubCutter>().Cut();

    public Task WaitForShutdownAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

using EcgStream.Dashboard;
using EcgStream.Gateway;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Security;
using EcgStream.Grains;
using EcgStream.History;
using EcgStream.Inference;
using EcgStream.Silo.Cluster;
using EcgStream.Silo.Simulation;

namespace EcgStream.Silo.Hosting;

/// <summary>Puts the parts together: all of them in one process, or those of one role in a cluster.</summary>
public static class EcgServer
{
    /// <summary>Builds the server; it is not started yet.</summary>
    public static WebApplication Build(ServerOptions options)
    {
        // Content beside the program, wherever it was started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(EcgServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        Listening.Configure(builder, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        ServerLogging.Configure(builder.Logging);

        var (role, ports) = (options.Role, FreePort.Find(4));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTelemetry();
        builder.Services.AddHostedService(services => new Drain(options.DrainNotice, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddEcgHistory(history =>
        {
            history.Database = options.Database;
            options.Keep?.Invoke(history);
        });
        if (role.HasInference())
        {
            builder.Services.AddEcgInference();
            if (options.Faults is { Infer: > 1 } slow) builder.Services.AddSlowInference(slow);
            builder.Services.AddEcgThreshold();
        }

        // After what judges and stores, so that both are there for the first beat of a patient and for the last before he leaves.
        if (options.Cluster is { } cluster) builder.UseEcgCluster(role, cluster);
        else builder.UseOrleans(silo => silo.AddEcgSilo(ports[0], ports[1], primary: null).AddTracePropagation());
        if (role.HasPatients()) builder.Services.AddEcgGrains();
        if (role.HasGateway())
        {
            builder.AddEcgGateway(security => Listening.Secure(security, options));
            builder.Services.AddSingleton<ITestBeats>(new TestBeats(options.Ward?.Data));
            LoginKeys.Keep(builder.Services, options);
        }

        if (role.HasDashboard()) builder.Services.AddEcgDashboard();
        if (options.Silos > 1)
            builder.Services.AddHostedService(services => new SecondSilo(services, ports[0], ports[2], ports[3]));
        // Last, so that it is the first to stop: the ward drains while everything below still runs.
        if (options.Ward is not null) builder.Services.AddWardSimulation(options);

        var app = builder.Build();
        app.RefuseSocketsWhileStopping();
        if (!role.HasGateway())
        {
            app.MapEcgHealth();
            return app;
        }

        app.UseEcgGateway();
        app.MapEcgGateway();
        if (role.HasDashboard()) app.MapEcgDashboard().RequireAuthorization(Access.View);
        return app;
    }
}

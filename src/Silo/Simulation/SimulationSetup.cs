using EcgStream.History;
using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Silo.Hosting;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Faults;
using EcgStream.Simulator.Scoring;
using Orleans;

namespace EcgStream.Silo.Simulation;

/// <summary>Registers the simulated ward.</summary>
internal static class SimulationSetup
{
    internal static IServiceCollection AddWardSimulation(this IServiceCollection services, ServerOptions options)
    {
        var ward = options.Ward!;
        services.AddSingleton(ward);
        services.AddSingleton(BeatSources.Open(ward.Data, Console.Error)); // now: without data no server need start
        if (options.Faults is { } faults)
        {
            services.AddSingleton(provider => new FaultyDoor(
                Door(provider, options), faults, ward.Seed, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IEcgDoor>(provider => provider.GetRequiredService<FaultyDoor>());
        }
        else
        {
            services.AddSingleton(provider => Door(provider, options));
        }

        services.AddSingleton<IStoredBeats>(provider => new HistoryBeats(provider.GetRequiredService<IHistory>()));
        services.AddSingleton(ward.ToReplay() with { Beats = options.Beats });
        services.AddSingleton<WardSimulation>();
        services.AddHostedService(provider => provider.GetRequiredService<WardSimulation>());
        return services;
    }

    /// <summary>Puts <see cref="SlowInference"/> in front of inference.</summary>
    internal static void AddSlowInference(this IServiceCollection services, FaultOptions faults) =>
        services.AddSingleton<IBeatInference>(provider => new SlowInference(
            provider.GetRequiredService<BeatInference>(), faults.Infer,
            new FaultPeriod(provider.GetRequiredService<TimeProvider>(), faults.For)));

    private static IEcgDoor Door(IServiceProvider provider, ServerOptions options)
    {
        var never = Timeout.InfiniteTimeSpan;
        var (patience, hold) = options.Cluster is null ? (never, never) : (TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(25));
        return options.Door == "call"
            ? new CallDoor(provider.GetRequiredService<IClusterClient>()) { Patience = patience, Hold = hold }
            : new StreamDoor(provider.GetRequiredService<IClusterClient>()) { Patience = patience, Hold = hold };
    }
}

using EcgStream.History;
using EcgStream.Simulator;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Scoring;
using Orleans;

namespace EcgStream.Silo.Simulation;

/// <summary>Registers the simulated ward.</summary>
internal static class SimulationSetup
{
    internal static IServiceCollection AddWardSimulation(this IServiceCollection services, WardOptions ward, string door)
    {
        services.AddSingleton(ward);
        services.AddSingleton(BeatSources.Open(ward.Data, Console.Error)); // now: without data no server need start
        services.AddSingleton<IEcgDoor>(provider => door == "call"
            ? new CallDoor(provider.GetRequiredService<IClusterClient>())
            : new StreamDoor(provider.GetRequiredService<IClusterClient>()));
        services.AddSingleton<IStoredBeats>(provider => new HistoryBeats(provider.GetRequiredService<IHistory>()));
        services.AddSingleton<WardSimulation>();
        services.AddHostedService(provider => provider.GetRequiredService<WardSimulation>());
        return services;
    }
}

using EcgStream.Simulator;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;

namespace EcgStream.Silo.Simulation;

/// <summary>Runs the simulated ward beside the server; stopping it drains, compares and prints the run's one line.</summary>
internal sealed class WardSimulation(
    WardOptions options, ReplayOptions replaying, IBeatSource source, IEcgDoor door, IStoredBeats store, TimeProvider time,
    IHostApplicationLifetime lifetime, ILoggerFactory loggers) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private volatile WardReplay? _replay;
    private Task<RunReport?> _run = Task.FromResult<RunReport?>(null);

    /// <summary>How the replay stands, or stood in the end.</summary>
    internal ReplayProgress Progress => _replay?.Progress ?? default;

    /// <summary>The report, once the run is over.</summary>
    internal RunReport? Report { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Beats are sent once everything else runs, the HTTP server included.
        lifetime.ApplicationStarted.Register(() => _run = Task.Run(RunAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        Report = await _run;
    }

    private async Task<RunReport?> RunAsync()
    {
        try
        {
            var plan = options.ToPlan(source);
            var replay = new WardReplay(plan, door, replaying, time, loggers.CreateLogger<WardReplay>());
            _replay = replay;
            var sent = await replay.RunAsync(_stop.Token);
            return await RunAudit.CompareAsync(plan, sent, store, CancellationToken.None);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null; // stopped before the first beat
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}

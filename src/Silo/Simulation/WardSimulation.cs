using EcgStream.Simulator;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;

namespace EcgStream.Silo.Simulation;

/// <summary>Runs the simulated ward beside the server; stopping it drains. What was sent is compared with what is stored once all has stopped.</summary>
internal sealed class WardSimulation(
    WardOptions options, ReplayOptions replaying, IBeatSource source, IEcgDoor door, IStoredBeats store, TimeProvider time,
    IHostApplicationLifetime lifetime, ILoggerFactory loggers) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private volatile WardReplay? _replay;
    private Task<(WardPlan Plan, IReadOnlyList<SentBeats> Sent)?> _run = Task.FromResult<(WardPlan, IReadOnlyList<SentBeats>)?>(null);

    /// <summary>How the replay stands, or stood in the end.</summary>
    internal ReplayProgress Progress => _replay?.Progress ?? default;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Beats are sent once everything else runs, the HTTP server included.
        lifetime.ApplicationStarted.Register(() => _run = Task.Run(RunAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run;
    }

    /// <summary>
    /// After the stop, for which a server has a minute: the beats of hours take several. The store is open until the server is disposed of.
    /// </summary>
    /// <returns>Null when the run was stopped before its first beat.</returns>
    internal async Task<RunReport?> CompareAsync() =>
        await _run is { } run ? await RunAudit.CompareAsync(run.Plan, run.Sent, store, CancellationToken.None) : null;

    private async Task<(WardPlan Plan, IReadOnlyList<SentBeats> Sent)?> RunAsync()
    {
        try
        {
            var plan = options.ToPlan(source);
            var replay = new WardReplay(plan, door, replaying, time, loggers.CreateLogger<WardReplay>());
            _replay = replay;
            return (plan, await replay.RunAsync(_stop.Token));
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

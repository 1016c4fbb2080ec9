using EcgStream.History;
using EcgStream.Inference.ModelSets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EcgStream.Grains.Models;

/// <summary>
/// Keeps a silo's threshold as the log of changes says: from its start, and within a second of a change made through
/// whichever gateway.
/// </summary>
internal sealed class ThresholdKeeper(
    IThresholdLog changes, ModelHost models, TimeProvider clock, ILogger<ThresholdKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Before the first beat is judged: with the old threshold it would carry the wrong version.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One look at the log.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var active = models.Current;
        var shipped = active.Set.Manifest;
        if (await changes.GetThresholdsAsync(shipped.Version, cancel) is not [var last, ..]) return;
        var wanted = last.Threshold ?? shipped.Model(ModelNames.Autoencoder).Threshold!.Value;
        // A set that came into force while we read has a log of its own: the next look sees to it.
        if (wanted == active.Threshold || models.Current != active) return;
        ThresholdKeeperLog.Changed(log, models.SetThreshold(wanted).Version);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryLookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task TryLookAsync(CancellationToken stopping)
    {
        try
        {
            await LookAsync(stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // Patients go on being judged as before.
            ThresholdKeeperLog.Unread(log, fault);
        }
    }
}

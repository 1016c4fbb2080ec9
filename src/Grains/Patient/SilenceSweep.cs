using EcgStream.Grains.Live;
using Microsoft.Extensions.Hosting;

namespace EcgStream.Grains.Patient;

/// <summary>
/// Wakes patients of this silo whose clock has run out: one look at a number a patient and second, in place of a timer
/// each. Of thousands hardly any is due.
/// </summary>
internal sealed class SilenceSweep(SiloBoard board, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetTimestamp();
                foreach (var (_, mailbox) in board.Mailboxes) mailbox.WakeIfDue(now);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}

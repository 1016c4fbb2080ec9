using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.History.Retention;

/// <summary>Keeps the history within its limits while the server runs; does nothing without limits.</summary>
internal sealed class HistoryRetention(
    StoredHistory history, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is { KeepDays: null, KeepGigabytes: null, KeepAlarmDays: null }) return;
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                await TrimAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TrimAsync(CancellationToken cancel)
    {
        try
        {
            var trimmed = await history.TrimAsync(cancel);
            if (trimmed.Beats > 0 || trimmed.Records > 0) logger.Trimmed(trimmed.Beats, trimmed.Before, trimmed.Records);
        }
        catch (HistoryUnavailableException reason)
        {
            logger.TrimmingFailed(reason); // the store's own trouble is told of by its writer; tried again next time
        }
    }
}

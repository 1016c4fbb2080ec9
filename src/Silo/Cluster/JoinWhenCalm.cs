using System.Data.Common;
using Orleans;
using Orleans.Runtime;

namespace EcgStream.Silo.Cluster;

/// <summary>
/// Delays a silo's join while the other silos take over the patients of one that has just left. A join moves queues of the stream door
/// and a part of the grain directory; on a cluster that has just lost a silo it would keep patients without verdicts for longer.
/// </summary>
/// <param name="members">
/// The membership table itself. <see cref="IClusterMembershipService"/> does not fit: it does not say when a member was last alive.
/// </param>
/// <param name="time">Clock that the silos' signs of life are compared with.</param>
/// <param name="log">Says once that the silo waits.</param>
internal sealed partial class JoinWhenCalm(IMembershipTable members, TimeProvider time, ILogger<JoinWhenCalm> log) : IHostedService
{
    /// <summary>Counted from a member's last sign of life; members give one every five seconds.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Orleans does the same when the silo starts, later than this; a second time changes nothing.
            await members.InitializeMembershipTableAsync(tryInitTableVersion: true, cancellationToken);
            if (!await HasLostOneAsync(cancellationToken)) return;
            LogWaiting();
            while (await HasLostOneAsync(cancellationToken)) await Task.Delay(Look, time, cancellationToken);
        }
        catch (DbException)
        {
            // The join itself fails with the reason.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a member has just left and others are active. Without an active member there is nobody to wait for.</summary>
    private async Task<bool> HasLostOneAsync(CancellationToken cancel)
    {
        var since = (time.GetUtcNow() - Calm).UtcDateTime;
        var alive = (await members.ReadAllAsync(cancel)).Members.Select(row => row.Item1).Where(member => member.IAmAliveTime > since).ToList();
        return alive.Exists(member => member.Status == SiloStatus.Dead) && alive.Exists(member => member.Status == SiloStatus.Active);
    }

    [LoggerMessage(1, LogLevel.Information, "A silo has just left: this one joins when the others have taken over its patients")]
    private partial void LogWaiting();
}

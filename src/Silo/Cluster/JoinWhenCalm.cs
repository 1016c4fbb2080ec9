using Npgsql;

namespace EcgStream.Silo.Cluster;

/// <summary>
/// Before a silo joins: lets the others take over first whom one that has just gone had. A join moves queues of the stream door and a
/// part of the list of grains; in the middle of that, on a cluster that is short of a silo, it would keep patients without verdicts for longer.
/// </summary>
internal sealed partial class JoinWhenCalm(ClusterPlace place, TimeProvider time, ILogger<JoinWhenCalm> log) : IHostedService
{
    /// <summary>From a member's last sign of life, which it gives every five seconds.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await HasLostOneAsync(cancellationToken)) return;
        Waits();
        while (await HasLostOneAsync(cancellationToken)) await Task.Delay(Look, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a member has just gone and others are there: where nobody is, nobody is to be waited for.</summary>
    private async Task<bool> HasLostOneAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(place.Database);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand(
                """
                SELECT count(*) FILTER (WHERE status = 6) > 0 AND count(*) FILTER (WHERE status = 3) > 0
                FROM cluster_member WHERE cluster = $1 AND alive_at > $2
                """, connection)
            { Parameters = { new() { Value = place.Name }, new() { Value = time.GetUtcNow() - Calm } } };
            return (bool)(await command.ExecuteScalarAsync(cancel))!;
        }
        catch (NpgsqlException)
        {
            return false; // to join says what is wrong
        }
    }

    [LoggerMessage(1, LogLevel.Information, "A silo has just left: this one joins when the others have taken over its patients")]
    private partial void Waits();
}

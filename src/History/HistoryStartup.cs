using Microsoft.Extensions.Hosting;

namespace EcgStream.History;

/// <summary>Asks for the store when the host starts, so that a database that cannot be used is found then and not at the first beat.</summary>
internal sealed class HistoryStartup(IHistory history) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Grains may still write while other services stop; the container drains and closes the store after them.
    public Task StopAsync(CancellationToken cancellationToken) => history.FlushAsync(cancellationToken);
}

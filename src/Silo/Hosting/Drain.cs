namespace EcgStream.Silo.Hosting;

/// <summary>
/// Between SIGTERM and the end: <c>/health/ready</c> says "stopping" from the first moment, and for as long as balancers
/// may need to notice, everything still works. Then the parts stop, last started first: patients leave the silo, then inference and history end.
/// </summary>
internal sealed class Drain(TimeSpan notice, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(notice, time, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using EcgStream.Simulator.Doors;

namespace EcgStream.Simulator.Tests.Doors;

public sealed class CallExtensionsTests
{
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(1);

    [Fact]
    public Task HoldUpAsync_CallHangs_GoesOn() => new TaskCompletionSource().Task.HoldUpAsync(Briefly, default);

    [Fact]
    public Task HoldUpAsync_CallHasFailed_Throws() => Assert.ThrowsAsync<InvalidOperationException>(() =>
        Task.FromException(new InvalidOperationException("full")).HoldUpAsync(Briefly, default));

    [Fact]
    public async Task HoldUpAsync_WithoutEnd_WaitsForTheCall()
    {
        var call = new TaskCompletionSource();
        var held = call.Task.HoldUpAsync(Timeout.InfiniteTimeSpan, default);
        Assert.False(held.IsCompleted);
        call.SetResult();
        await held;
    }

    [Fact]
    public async Task HoldUpAsync_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var held = new TaskCompletionSource().Task.HoldUpAsync(Timeout.InfiniteTimeSpan, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
    }
}

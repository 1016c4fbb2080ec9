namespace EcgStream.Simulator.Doors;

internal static class CallExtensions
{
    /// <summary>
    /// Waits for calls, but not for long for those that hang: of a cluster a part may have died, and the patients of the others must
    /// not wait for it. What a call that hangs has not delivered is sent again.
    /// </summary>
    /// <exception cref="Exception">A call has failed in that time.</exception>
    internal static async Task HoldUpAsync(this Task calls, TimeSpan atMost, CancellationToken cancel)
    {
        await calls.WaitAsync(atMost, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (calls.IsCompleted) await calls;
    }
}

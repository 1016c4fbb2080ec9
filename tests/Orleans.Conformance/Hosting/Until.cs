using Xunit;

namespace EcgStream.Conformance.Hosting;

/// <summary>Waits for a condition, generously: machines are shared.</summary>
public static class Until
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task Holds(string what, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"waited {Limit} in vain until {what}");
            await Task.Delay(10);
        }
    }
}

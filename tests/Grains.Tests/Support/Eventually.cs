namespace EcgStream.Grains.Tests.Support;

internal static class Eventually
{
    /// <summary>Waits until a condition holds; fails with its name after 20 s.</summary>
    internal static async Task HoldsAsync(string condition, Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"still waiting: {condition}");
            await Task.Delay(10);
        }
    }
}

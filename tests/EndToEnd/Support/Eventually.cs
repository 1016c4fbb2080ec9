namespace EcgStream.EndToEnd.Support;

internal static class Eventually
{
    /// <summary>Waits until a condition holds; fails with its name when patience is over.</summary>
    internal static async Task HoldsAsync(string condition, TimeSpan patience, Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < patience, $"still waiting: {condition}");
            await Task.Delay(50);
        }
    }
}

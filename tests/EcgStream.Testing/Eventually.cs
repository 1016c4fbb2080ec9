namespace EcgStream.Testing;

/// <summary>Waits on conditions.</summary>
public static class Eventually
{
    /// <summary>Waits until a condition holds; fails with its name when patience (60 s by default) is over.</summary>
    public static async Task HoldsAsync(string condition, Func<Task<bool>> holds, TimeSpan? patience = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < (patience ?? TimeSpan.FromSeconds(60)), $"still waiting: {condition}");
            await Task.Delay(20);
        }
    }
}

namespace EcgStream.History.Tests;

/// <summary>
/// A clock whose date stands still unless it is set, while delays pass as they do. FakeTimeProvider would also hold up the writer's
/// pace and the pauses between deletions, and it does not go back.
/// </summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

namespace EcgStream.Inference.Tests.Batching;

/// <summary>Each look at it is a millisecond later.</summary>
internal sealed class SteadyClock(DateTimeOffset start) : TimeProvider
{
    private int _looks;

    public override DateTimeOffset GetUtcNow() => start.AddMilliseconds(Interlocked.Increment(ref _looks));
}

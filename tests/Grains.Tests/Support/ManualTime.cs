namespace EcgStream.Grains.Tests.Support;

/// <summary>Time that moves when told.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long now = 1_000;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => now;

    internal void Advance(double seconds) => now += (long)(seconds * 1_000);
}

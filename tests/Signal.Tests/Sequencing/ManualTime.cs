namespace EcgStream.Signal.Tests.Sequencing;

/// <summary>Time that moves when told.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now = 1_000;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => _now;

    public void Advance(int ms) => _now += ms;
}

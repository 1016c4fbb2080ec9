using EcgStream.Signal.Detection;

namespace EcgStream.Signal.Tests.Detection;

public sealed class SnapshotTests
{
    [Theory]
    [InlineData(360, 2, 8 * 1_024)]
    [InlineData(1_000, 12, 32 * 1_024)]
    public void SnapshotSize_OfAFormat_StaysWithinItsBound(double rateHz, int leads, int bytes) =>
        Assert.InRange(new EcgDetector(SyntheticEcg.FormatOf(rateHz, leads)).SnapshotSize, 1, bytes);

    [Fact]
    public void Restore_OfAnotherFormat_IsRefusedAndChangesNothing()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 10, seed: 30);
        var detector = new EcgDetector(ecg.Format);
        detector.Process(ecg.Frames, []);
        var before = Save(detector);
        EcgDetector[] others =
        [
            new(SyntheticEcg.FormatOf(360, 3)),
            new(SyntheticEcg.FormatOf(250, 2)),
            new(new SignalFormat(360, ["L0", "V1"])),
            new(new SignalFormat(360, ["L0", "L1"], 5)),
            new(ecg.Format, paced: true),
        ];

        foreach (var other in others) Assert.Throws<ArgumentException>(() => detector.Restore(Save(other)));

        Assert.Equal(before, Save(detector));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Restore_WrongMarkOrVersion_IsRefused(int changed)
    {
        var detector = new EcgDetector(SyntheticEcg.FormatOf(360, 2));
        var snapshot = Save(detector);
        snapshot[changed] ^= 0x40;

        Assert.Throws<ArgumentException>(() => detector.Restore(snapshot));
        Assert.Throws<ArgumentException>(() => detector.Restore(snapshot.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => detector.Save(new byte[detector.SnapshotSize - 1]));
    }

    private static byte[] Save(EcgDetector detector)
    {
        var bytes = new byte[detector.SnapshotSize];
        detector.Save(bytes);
        return bytes;
    }
}

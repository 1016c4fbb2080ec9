using EcgStream.Signal.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace EcgStream.Signal.Tests.Detection;

public sealed class EcgDetectorProperties
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261128, 5);
    private static readonly double[] Rates = [100, 128, 250, 257, 360, 500, 999.001, 1_000];

    [Fact]
    public void AnyCutting_GivesTheSameBeatsAndState() =>
        Prop.ForAll<(int, byte, byte, NonEmptyArray<PositiveInt>)>(c => CheckCutting(c.Item1, c.Item2, c.Item3, c.Item4)).Check(Settings);

    [Fact]
    public void RestoreAtAnySample_GivesTheSameBeatsAndState() =>
        Prop.ForAll<(int, byte, byte, NonEmptyArray<PositiveInt>)>(c => CheckRestore(c.Item1, c.Item2, c.Item3, c.Item4)).Check(Settings);

    [Fact]
    public void AnySamples_GiveBeatsInOrderWithinTheSignalAndItsDelays() =>
        Prop.ForAll<(int, byte, byte, NonEmptyArray<short>)>(c => CheckOrder(c.Item1, c.Item2, c.Item3, c.Item4)).Check(Settings);

    private static void CheckCutting(int seed, byte rate, byte leads, NonEmptyArray<PositiveInt> cuts)
    {
        var ecg = Signal(seed, rate, leads);
        var (expected, state) = Whole(ecg);

        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        foreach (var (from, to) in Pieces(ecg, cuts)) detector.Process(ecg.Frames.AsSpan(from..to), beats);

        Assert.Equal(state, Snapshot(detector));
        detector.Flush(detector.NextSample, beats);
        Assert.Equal(expected, beats);
    }

    private static void CheckRestore(int seed, byte rate, byte leads, NonEmptyArray<PositiveInt> cuts)
    {
        var ecg = Signal(seed, rate, leads);
        var (expected, state) = Whole(ecg);

        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        foreach (var (from, to) in Pieces(ecg, cuts))
        {
            detector.Process(ecg.Frames.AsSpan(from..to), beats);
            var next = new EcgDetector(ecg.Format);
            next.Process(ecg.Frames.AsSpan(0, 10 * ecg.Leads), []); // a state of its own, to be replaced
            next.Restore(Snapshot(detector));
            detector = next;
        }

        Assert.Equal(state, Snapshot(detector));
        detector.Flush(detector.NextSample, beats);
        Assert.Equal(expected, beats);
    }

    private static void CheckOrder(int seed, byte rate, byte leads, NonEmptyArray<short> steps)
    {
        var ecg = Signal(seed, rate, leads);
        for (var i = 0; i < ecg.Frames.Length; i++) // jumps, rails and bursts on top of the beats
            ecg.Frames[i] += steps.Get[i / 97 % steps.Get.Length] * (i / 1_500 % 3 == 0 ? 0.01f : 0);

        var beats = Detecting.All(ecg.Format, ecg.Frames);

        for (var i = 0; i < beats.Count; i++)
        {
            Assert.InRange(beats[i].Sample, i == 0 ? 0 : beats[i - 1].Sample + 1, ecg.Frames.Length / ecg.Leads - 1);
            Assert.InRange(beats[i].DelayMs, 0, beats[i].BySearchBack ? EcgDetector.MaxSearchBackDelayMs : EcgDetector.MaxDelayMs);
            Assert.Equal(i == 0, beats[i].RrMs is null);
        }
    }

    private static SyntheticEcg Signal(int seed, byte rate, byte leads) =>
        SyntheticEcg.Create(Rates[rate % Rates.Length], 1 + leads % 4, seconds: 12, seed, 60 + rate % 80, noiseMv: 0.02 + leads % 5 * 0.05, ectopicEvery: leads % 6);

    private static (List<DetectedBeat> Beats, byte[] State) Whole(SyntheticEcg ecg)
    {
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        detector.Process(ecg.Frames, beats);
        var state = Snapshot(detector);
        detector.Flush(detector.NextSample, beats);
        return (beats, state);
    }

    private static byte[] Snapshot(EcgDetector detector)
    {
        var bytes = new byte[detector.SnapshotSize];
        detector.Save(bytes);
        return bytes;
    }

    /// <summary>Pieces of 1 to some hundred frames: the numbers given, over and over.</summary>
    private static IEnumerable<(int From, int To)> Pieces(SyntheticEcg ecg, NonEmptyArray<PositiveInt> cuts)
    {
        for (var (from, i) = (0, 0); from < ecg.Frames.Length; i++)
        {
            var frames = 1 + cuts.Get[i % cuts.Get.Length].Get * 7 % 400;
            var to = Math.Min(ecg.Frames.Length, from + frames * ecg.Leads);
            yield return (from, to);
            from = to;
        }
    }
}

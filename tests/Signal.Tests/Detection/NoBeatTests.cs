using EcgStream.Signal.Detection;

namespace EcgStream.Signal.Tests.Detection;

/// <summary>What holds no beat gives none, and makes no more work than an ECG.</summary>
public sealed class NoBeatTests
{
    private const int Hour = 3_600 * 360;

    public static TheoryData<string> Signals => ["flat", "rail", "white", "loud", "red", "mains", "steps"];

    [Theory]
    [MemberData(nameof(Signals))]
    public void Process_AnHourWithoutBeats_GivesNoBeatAndBoundedWork(string name)
    {
        foreach (var leads in (int[])[1, 2])
        {
            var detector = new EcgDetector(SyntheticEcg.FormatOf(360, leads));
            var beats = new List<DetectedBeat>();
            var frames = Make(name, leads);
            for (var done = 0; done < Hour; done += frames.Length / leads) detector.Process(frames, beats);
            detector.Flush(detector.NextSample, beats);

            Assert.Empty(beats);
        }
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Process_AnHourWithoutBeats_JudgesAtMostTenPeaksASecond(string name)
    {
        var detector = new EcgDetector(SyntheticEcg.FormatOf(360, 2));
        var frames = Make(name, 2);
        for (var done = 0; done < Hour; done += frames.Length / 2) detector.Process(frames, []);

        Assert.InRange(detector.PeaksJudged, 0, 10 * 3_600);
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("rail")]
    [InlineData("white")]
    public void Process_BeatsThenAnHourWithout_StopsWithinTenSeconds(string name)
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 60, seed: 20);
        var detector = new EcgDetector(ecg.Format);
        var beats = new List<DetectedBeat>();
        detector.Process(ecg.Frames, beats);
        var frames = Make(name, 2);
        for (var done = 0; done < Hour; done += frames.Length / 2) detector.Process(frames, beats);
        detector.Flush(detector.NextSample, beats);

        Assert.InRange(beats.Count, ecg.Peaks.Length - 1, ecg.Peaks.Length + 5);
        Assert.DoesNotContain(beats, static b => b.Sample > 70 * 360);
    }

    /// <summary>A part of an hour that is sent again and again.</summary>
    private static float[] Make(string name, int leads)
    {
        const int frames = 600 * 360;
        switch (name)
        {
            case "white": return SyntheticEcg.Noise(frames, leads, 0.05, seed: 21);
            case "loud": return SyntheticEcg.Noise(frames, leads, 2, seed: 22);
            case "red":
                var red = SyntheticEcg.Noise(frames, leads, 0.02, seed: 23);
                for (var i = leads; i < red.Length; i++) red[i] += 0.95f * red[i - leads];
                return red;
        }

        var signal = new float[frames * leads];
        for (var i = 0; i < signal.Length; i++)
            signal[i] = name switch
            {
                "flat" => 0.4f,
                "rail" => 5,
                "mains" => (float)(0.5 * Math.Sin(2 * Math.PI * 50 * (i / leads) / 360.0)),
                "steps" => i / leads / (7 * 360) % 2,
                _ => throw new ArgumentOutOfRangeException(nameof(name)),
            };
        return signal;
    }
}

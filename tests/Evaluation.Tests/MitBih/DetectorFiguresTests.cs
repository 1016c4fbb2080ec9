using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Detection;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.MitBih;

/// <summary>The detector on DS1, which its discriminant is fitted on: these bounds guard against a loss, they are no figures of quality.</summary>
public sealed class DetectorFiguresTests
{
    [Fact]
    public void Detector_OnDs1AndInNoise_KeepsItsFigures()
    {
        var options = new MitBihOptions(WfdbFolder.Find("mitdb", root: AppContext.BaseDirectory), RecordSet.Ds1)
        {
            Noise = "ma",
            NoiseFolder = WfdbFolder.Find("nstdb", root: AppContext.BaseDirectory),
            SnrDb = [6],
        };

        var report = MitBihEvaluator.Run(new EcgAnalysis(Find), options);

        var gross = report.Detection(RecordSet.Ds1).Gross;
        Assert.InRange(gross.Sensitivity, 0.9985, 1);
        Assert.InRange(gross.PositivePredictivity, 0.9985, 1);
        Assert.All(report.Records, static result =>
        {
            Assert.InRange(result.Own.Matrix.Sensitivity, 0.99, 1);
            Assert.InRange(result.Own.Matrix.PositivePredictivity, 0.98, 1);
        });
        Assert.Equal(["118", "119"], report.Noise.Select(static result => result.Record));
        Assert.All(report.Noise, static result =>
        {
            Assert.InRange(result.Own.Matrix.Sensitivity, 0.97, 1);
            Assert.InRange(result.Own.Matrix.PositivePredictivity, 0.85, 1);
        });
    }

    private static IReadOnlyList<long> Find(EcgRecord record)
    {
        var detector = new EcgDetector(new(record.SampleRateHz, [.. record.Leads]));
        var beats = new List<DetectedBeat>();
        detector.Process(record.Millivolts, beats);
        detector.Flush(detector.NextSample, beats);
        Assert.All(beats, static beat =>
            Assert.InRange(beat.DelayMs, 0, beat.BySearchBack ? EcgDetector.MaxSearchBackDelayMs : EcgDetector.MaxDelayMs));
        return [.. beats.Select(static beat => beat.Sample)];
    }
}

using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Detection;
using EcgStream.Signal.Sequencing;
using EcgStream.Signal.Tests.Detection;

namespace EcgStream.Signal.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Patient_FedInOrder_HoldsLessThanTwoKilobytes()
    {
        var samples = new float[BeatFrame.SampleCount];
        NewPatient(samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) NewPatient(samples);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 1, 2_047);

        static void NewPatient(float[] samples)
        {
            var (sequencer, rules, rate) = (new BeatSequencer(), AlarmRules.Default(), new MeanHeartRate());
            sequencer.Accept(0, DateTimeOffset.UnixEpoch, 800, samples, timestamp: 0);
            sequencer.TryTake(out var beat);
            rules.Observe(new JudgedBeat(0, beat.Start, beat.RrMs, 0, default, default), []);
            rate.Add(beat.RrMs);
        }
    }

    [Fact]
    public void WholeBeatsInOrder_ThroughSequencerHashAndRules_AllocateNothing()
    {
        var samples = new float[BeatFrame.SampleCount];
        var sequencer = new BeatSequencer();
        var rules = AlarmRules.Default();
        var rate = new MeanHeartRate();
        var changes = new List<AlarmChange>();
        Feed(0, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(100, 10_100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        Assert.Equal(10_100, sequencer.NextBeat);
        Assert.Empty(changes);

        void Feed(long from, long to)
        {
            for (var i = from; i < to; i++)
            {
                var start = DateTimeOffset.UnixEpoch.AddMilliseconds(800 * i);
                sequencer.Accept(BeatFrame.FirstSampleOf(i), start, 800, samples, timestamp: i);
                sequencer.TryGetGap(out _);
                while (sequencer.TryTake(out var beat))
                {
                    // Every tenth beat is a PVC: below any alarm, but the run rule's state moves.
                    var verdict = default(Verdict) with { Class = i % 10 == 0 ? BeatClass.Pvc : BeatClass.Normal };
                    rules.Observe(new JudgedBeat(beat.Index, beat.Start, beat.RrMs, SampleHash.Of(beat.Samples.Span), verdict, default), changes);
                    rate.Add(beat.RrMs);
                }
            }
        }
    }

    [Fact]
    public void Continuous_ThroughConditioningDetectionAndSnapshot_AllocatesNothing()
    {
        var ecg = SyntheticEcg.Create(360, 2, seconds: 60, seed: 40, noiseMv: 0.05, ectopicEvery: 6);
        var detector = new EcgDetector(ecg.Format);
        var snapshot = new byte[detector.SnapshotSize];
        var counting = new Counting();
        Feed();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        Assert.InRange(counting.Beats, 2 * ecg.Peaks.Length - 3, 2 * ecg.Peaks.Length + 1);
        Assert.InRange(counting.Samples, 2 * 60 * 180 - 60, 2 * 60 * 180);

        void Feed()
        {
            for (var i = 0; i + 50 <= ecg.Frames.Length; i += 50)
            {
                detector.Process(ecg.Frames.AsSpan(i, 50), ref counting);
                if (i % 1_000 != 0) continue;
                detector.Save(snapshot);
                detector.Restore(snapshot);
            }
        }
    }

    private struct Counting : IDetectorSink
    {
        public int Beats { get; private set; }

        public int Samples { get; private set; }

        public void OnBeat(in DetectedBeat beat) => Beats++;

        public void OnSample(SignalConditioner signal) => Samples++;
    }
}

using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

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
}

using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Support;

internal static class Beats
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A whole beat whose first sample names its class; every beat is different.</summary>
    internal static EcgChunk Chunk(string patient, long beat, BeatClass beatClass = BeatClass.Normal, double rrMs = 800)
    {
        var samples = new float[BeatFrame.SampleCount];
        for (var i = 2; i < samples.Length; i++) samples[i] = 2 * MathF.Sin(i / 9f); // smooth, neither flat nor clipped
        samples[0] = (float)beatClass;
        samples[1] = beat / 100f;
        return new(patient, BeatFrame.FirstSampleOf(beat), Start.AddMilliseconds(beat * rrMs), rrMs, samples);
    }

    internal static JudgedBeat Judged(long beat, BeatClass beatClass = BeatClass.Normal)
    {
        var chunk = Chunk("p", beat, beatClass);
        return FakeInference.Judge(new Beat(beat, chunk.StartTime, chunk.RrMs, chunk.Samples));
    }
}

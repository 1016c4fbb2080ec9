using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Tests.Sequencing;

/// <summary>A chunk as a producer sends it, cut from a made-up signal in which every sample tells its own index.</summary>
internal sealed record SentChunk(long FirstSample, int Count)
{
    public const double RrMs = 700; // 5 ms a sample: start times are exact
    public static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public float[] Samples { get; } = [.. Enumerable.Range(0, Count).Select(i => SampleAt(FirstSample + i))];

    public long FirstBeat => BeatFrame.BeatOf(FirstSample);

    public long LastBeat => BeatFrame.BeatOf(FirstSample + Count - 1);

    public static float SampleAt(long index) => (index % 9973 - 4986) / 100f;

    public static DateTimeOffset TimeOf(long sample) => Origin.AddMilliseconds(sample * 5);

    public static SentChunk OfBeat(long beat, int beats = 1) =>
        new(BeatFrame.FirstSampleOf(beat), beats * BeatFrame.SampleCount);

    public ChunkReply SendTo(BeatSequencer sequencer, long timestamp = 0) =>
        sequencer.Accept(FirstSample, TimeOf(FirstSample), RrMs, Samples, timestamp);

    /// <summary>Cuts a signal into chunks: each number asks for some whole beats or for a part of a beat.</summary>
    public static List<SentChunk> Cut(int beats, IReadOnlyList<byte> cuts)
    {
        var chunks = new List<SentChunk>();
        var end = beats * BeatFrame.SampleCount;
        for (int at = 0, i = 0; at < end; i++)
        {
            var cut = cuts.Count == 0 ? 0 : cuts[i % cuts.Count];
            var left = BeatFrame.SampleCount - at % BeatFrame.SampleCount;
            var count = left == BeatFrame.SampleCount && cut % 3 == 0
                ? Math.Min(end - at, (1 + cut / 3 % 4) * BeatFrame.SampleCount)
                : Math.Min(left, 1 + cut);
            chunks.Add(new SentChunk(at, count));
            at += count;
        }
        return chunks;
    }
}

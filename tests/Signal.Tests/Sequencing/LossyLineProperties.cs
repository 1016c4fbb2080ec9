using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;
using FsCheck.Fluent;
using FsCheck;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Signal.Tests.Sequencing;

/// <summary>
/// Producer and receiver together: a window that sends again, a line that drops, doubles and delays, and a receiver that
/// crashes and goes on from what it has stored. Whatever they do, every beat arrives once and in order.
/// </summary>
public sealed class LossyLineProperties
{
    private const int MostRounds = 5_000;
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260111, 7);

    [Fact]
    public void AnyLineAndAnyCrashes_EveryBeatIsStoredOnceInOrderAndTheWindowIsKept() =>
        Prop.ForAll<(byte, byte[], byte, byte, byte, uint)>(c => Check(c.Item1, c.Item2, c.Item3 % 60, c.Item4 % 30, c.Item5 % 10, c.Item6)).Check(Settings);

    /// <param name="drops">Per cent of chunks lost.</param>
    /// <param name="doubles">Per cent of chunks that arrive twice, the second time up to nine rounds late.</param>
    /// <param name="crashes">Per cent of rounds in which the receiver loses all that it has not stored.</param>
    private static void Check(byte size, byte[] cuts, int drops, int doubles, int crashes, uint seed)
    {
        var beats = 1 + size;
        var time = new FakeTimeProvider();
        var window = new ProducerWindow<SentChunk>(time);
        var unsent = new Queue<SentChunk>(SentChunk.Cut(beats, cuts));
        var line = new PriorityQueue<SentChunk, (int Round, int Number)>();
        var sequencer = new BeatSequencer();
        var (stored, sends) = (new List<Beat>(), 0);

        var round = 0;
        for (; stored.Count < beats && round < MostRounds; round++)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            var sending = new List<SentChunk>();
            while (unsent.TryPeek(out var next) && window.TryAdd(next.FirstSample, next.Count, next.Count * 5, next)) sending.Add(unsent.Dequeue());
            window.TakeDue(sending);
            foreach (var chunk in sending)
            {
                if (Chance(1) >= drops) line.Enqueue(chunk, (round + (int)Chance(2) % 5, sends));
                if (Chance(3) < doubles) line.Enqueue(chunk, (round + (int)Chance(4) % 10, sends));
                sends++;
            }

            while (line.TryPeek(out _, out var due) && due.Round <= round)
                Assert.NotEqual(ChunkOutcome.Refused, line.Dequeue().SendTo(sequencer).Outcome);
            while (sequencer.TryTake(out var beat)) stored.Add(beat);
            if (Chance(5) < crashes) sequencer = new BeatSequencer(stored.Count);
            if (Chance(6) >= drops) window.Advance(BeatFrame.FirstSampleOf(stored.Count)); // answers get lost, too
            Assert.InRange(window.Room, TimeSpan.Zero, ProducerWindow<SentChunk>.MaxSignal);
        }

        Assert.True(round < MostRounds, $"{stored.Count} of {beats} beats after {round} rounds");
        Assert.Equal(Enumerable.Range(0, beats).Select(n => (long)n), stored.Select(beat => beat.Index));
        foreach (var beat in stored)
            Assert.Equal(SampleHash.Of(SentChunk.OfBeat(beat.Index).Samples), SampleHash.Of(beat.Samples.Span));

        // A number in 0…99 for a purpose of this send and round.
        uint Chance(uint purpose)
        {
            var x = (seed + purpose * 0x9E37_79B9u) ^ ((uint)sends * 0x85EB_CA6Bu) ^ ((uint)round * 0xC2B2_AE35u);
            x = (x ^ (x >> 16)) * 0x7FEB_352Du;
            x = (x ^ (x >> 15)) * 0x846C_A68Bu;
            return (x ^ (x >> 16)) % 100;
        }
    }
}

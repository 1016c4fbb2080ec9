using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class BeatSequencerTests
{
    private readonly BeatSequencer _sequencer = new();

    [Fact]
    public void TryTake_WholeBeatInOrder_GivesTheChunksOwnMemory()
    {
        var chunk = SentChunk.OfBeat(0);

        Assert.Equal(new ChunkReply(ChunkOutcome.Taken), chunk.SendTo(_sequencer));
        Assert.True(_sequencer.TryTake(out var beat));

        Assert.Equal(chunk.Samples.AsMemory(), beat.Samples);
        Assert.Equal((0, SentChunk.Origin, 700d), (beat.Index, beat.Start, beat.RrMs));
        Assert.False(_sequencer.TryTake(out _));
        Assert.Equal((1, 0), (_sequencer.NextBeat, _sequencer.PendingBeats));
    }

    [Fact]
    public void TryTake_ChunkOfThreeBeats_GivesSlicesWithTheirOwnStart()
    {
        var chunk = SentChunk.OfBeat(0, beats: 3);
        chunk.SendTo(_sequencer);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(_sequencer.TryTake(out var beat));
            Assert.Equal(chunk.Samples.AsMemory(i * 140, 140), beat.Samples);
            Assert.Equal(SentChunk.Origin.AddMilliseconds(700 * i), beat.Start);
        }
        Assert.False(_sequencer.TryTake(out _));
    }

    [Fact]
    public void TryTake_PartsInReverseOrder_StartsWithThePartThatHoldsSampleZero()
    {
        var head = new SentChunk(0, 30);
        var tail = new SentChunk(30, 110);

        _sequencer.Accept(30, SentChunk.Origin.AddSeconds(99), 800, tail.Samples, 0);
        Assert.False(_sequencer.TryTake(out _));
        head.SendTo(_sequencer);

        Assert.True(_sequencer.TryTake(out var beat));
        Assert.Equal((SentChunk.Origin, 700d), (beat.Start, beat.RrMs));
        Assert.Equal(SentChunk.OfBeat(0).Samples, beat.Samples.ToArray());
    }

    [Fact]
    public void Accept_SameChunkAgain_IsDuplicateBeforeAndAfterItWasTaken()
    {
        var chunk = SentChunk.OfBeat(0);
        chunk.SendTo(_sequencer);

        Assert.Equal(ChunkOutcome.Duplicate, chunk.SendTo(_sequencer).Outcome);
        _sequencer.TryTake(out _);
        Assert.Equal(ChunkOutcome.Duplicate, chunk.SendTo(_sequencer).Outcome);
        Assert.False(_sequencer.TryTake(out _));
    }

    [Fact]
    public void Accept_OverlapWithOtherData_FirstWins()
    {
        var first = new SentChunk(0, 100);
        first.SendTo(_sequencer);
        _sequencer.Accept(0, SentChunk.Origin, 700, new float[140], 0);

        Assert.True(_sequencer.TryTake(out var beat));
        Assert.Equal(first.Samples, beat.Samples[..100].ToArray());
        Assert.All(beat.Samples[100..].ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Accept_ChunkPartlyBehindNextBeat_TakesTheRest()
    {
        var sequencer = new BeatSequencer(nextBeat: 11);

        Assert.Equal(ChunkOutcome.Taken, SentChunk.OfBeat(10, beats: 3).SendTo(sequencer).Outcome);
        Assert.True(sequencer.TryTake(out var beat));
        Assert.Equal(11, beat.Index);
        Assert.Equal(SentChunk.OfBeat(11).Samples, beat.Samples.ToArray());
    }

    [Fact]
    public void Accept_TooFarAhead_IsBusyUntilTheNextBeatMoves()
    {
        var sequencer = new BeatSequencer(nextBeat: 0, maxAheadBeats: 120);
        var far = SentChunk.OfBeat(120);

        var reply = far.SendTo(sequencer);
        Assert.Equal(ChunkOutcome.Busy, reply.Outcome);
        Assert.Equal(0, sequencer.PendingBeats);

        SentChunk.OfBeat(0).SendTo(sequencer);
        sequencer.TryTake(out _);
        Assert.Equal(ChunkOutcome.Taken, far.SendTo(sequencer).Outcome);
    }

    [Fact]
    public void Accept_MoreBeatsThanThereIsEverRoomFor_IsRefused() =>
        Assert.Equal(ChunkOutcome.Refused, SentChunk.OfBeat(0, beats: 151).SendTo(_sequencer).Outcome);

    [Fact]
    public void Accept_Malformed_IsRefusedAndLeavesNothing()
    {
        var reply = _sequencer.Accept(0, SentChunk.Origin, double.NaN, new float[140], 0);

        Assert.Equal(ChunkOutcome.Refused, reply.Outcome);
        Assert.Equal(0, _sequencer.PendingBeats);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    public void Constructor_OutOfRange_Throws(long nextBeat, int maxAhead) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeatSequencer(nextBeat, maxAhead));
}

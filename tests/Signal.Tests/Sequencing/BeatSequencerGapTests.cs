using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class BeatSequencerGapTests
{
    private readonly BeatSequencer _sequencer = new(nextBeat: 5);

    private BeatGap? Gap => _sequencer.TryGetGap(out var gap) ? gap : null;

    [Fact]
    public void TryGetGap_NothingWaits_IsFalse()
    {
        Assert.Null(Gap);
        SentChunk.OfBeat(5).SendTo(_sequencer);
        Assert.Null(Gap); // ready, not missing
        new SentChunk(6 * 140 + 20, 50).SendTo(_sequencer);
        Assert.Null(Gap); // a part of a beat and nothing behind it: the rest may be on its way
    }

    [Fact]
    public void TryGetGap_LaterBeatWaits_IsTheLowestMissingRange()
    {
        SentChunk.OfBeat(8).SendTo(_sequencer, timestamp: 100);
        SentChunk.OfBeat(11).SendTo(_sequencer, timestamp: 50);
        Assert.Equal(new BeatGap(5, 3, Since: 50), Gap);

        SentChunk.OfBeat(5, beats: 3).SendTo(_sequencer, timestamp: 200);
        Assert.Equal(new BeatGap(9, 2, Since: 50), Gap);

        SentChunk.OfBeat(9, beats: 2).SendTo(_sequencer, timestamp: 300);
        Assert.Null(Gap);
    }

    [Fact]
    public void TryGetGap_SecondGapBehindAnOlderOne_CountsFromItsOwnWaiters()
    {
        SentChunk.OfBeat(6).SendTo(_sequencer, timestamp: 10);
        SentChunk.OfBeat(8).SendTo(_sequencer, timestamp: 90);
        Assert.Equal(new BeatGap(5, 1, Since: 10), Gap);
        SentChunk.OfBeat(5).SendTo(_sequencer, timestamp: 100);
        Assert.Equal(new BeatGap(7, 1, Since: 90), Gap);
    }

    [Fact]
    public void TryGetGap_PartOfTheMissingBeatIsHere_CountsAsMissing()
    {
        new SentChunk(5 * 140, 10).SendTo(_sequencer, timestamp: 1);
        new SentChunk(6 * 140, 10).SendTo(_sequencer, timestamp: 2);
        Assert.Equal(new BeatGap(5, 1, Since: 2), Gap);
        SentChunk.OfBeat(7).SendTo(_sequencer, timestamp: 3);
        Assert.Equal(new BeatGap(5, 2, Since: 2), Gap);
    }

    [Fact]
    public void DeclareLost_TheGap_GoesOnBehindTheHole()
    {
        SentChunk.OfBeat(8).SendTo(_sequencer);
        Assert.Equal(ChunkOutcome.Taken, _sequencer.DeclareLost(5, 3).Outcome);
        Assert.Null(Gap);

        Assert.False(_sequencer.TryTake(out _)); // the hole comes first
        Assert.True(_sequencer.TryTakeHole(out var hole));
        Assert.Equal(new BeatHole(5, 3), hole);
        Assert.False(_sequencer.TryTakeHole(out _));
        Assert.True(_sequencer.TryTake(out var beat));
        Assert.Equal(8, beat.Index);
    }

    [Fact]
    public void DeclareLost_BeatThatIsHere_IsHandedOutAllTheSame()
    {
        SentChunk.OfBeat(6).SendTo(_sequencer);
        _sequencer.DeclareLost(5, 3);

        Assert.True(_sequencer.TryTakeHole(out var before));
        Assert.True(_sequencer.TryTake(out var beat));
        Assert.True(_sequencer.TryTakeHole(out var behind));
        Assert.Equal((new BeatHole(5, 1), 6, new BeatHole(7, 1)), (before, beat.Index, behind));
    }

    [Fact]
    public void DeclareLost_BeatOfWhichAPartIsHere_DropsThePart()
    {
        new SentChunk(5 * 140, 70).SendTo(_sequencer);
        _sequencer.DeclareLost(5, 1);
        Assert.True(_sequencer.TryTakeHole(out _));

        Assert.Equal(0, _sequencer.PendingBeats);
        Assert.Equal(ChunkOutcome.Duplicate, new SentChunk(5 * 140 + 70, 70).SendTo(_sequencer).Outcome);
    }

    [Fact]
    public void DeclareLost_BeyondTheWindow_SkipsFarAndForgetsWhatWaited()
    {
        SentChunk.OfBeat(9).SendTo(_sequencer);
        _sequencer.DeclareLost(5, 4);
        _sequencer.DeclareLost(10, 1_000_000);

        _sequencer.TryTakeHole(out _);
        _sequencer.TryTake(out _);
        Assert.True(_sequencer.TryTakeHole(out var hole));
        Assert.Equal(new BeatHole(10, 1_000_000), hole);
        Assert.Equal(1_000_010, _sequencer.NextBeat);
        Assert.Equal(ChunkOutcome.Taken, SentChunk.OfBeat(1_000_010).SendTo(_sequencer).Outcome);
    }

    [Theory]
    [InlineData(0, 5, ChunkOutcome.Duplicate)]
    [InlineData(0, 6, ChunkOutcome.Taken)]
    [InlineData(155, 1, ChunkOutcome.Busy)]
    [InlineData(-1, 1, ChunkOutcome.Refused)]
    [InlineData(5, 0, ChunkOutcome.Refused)]
    [InlineData(5, long.MaxValue, ChunkOutcome.Refused)]
    public void DeclareLost_AnyRange_IsAnswered(long first, long count, ChunkOutcome outcome) =>
        Assert.Equal(outcome, _sequencer.DeclareLost(first, count).Outcome);

    [Fact]
    public void DeclareLost_Again_IsDuplicate()
    {
        _sequencer.DeclareLost(6, 3);
        Assert.Equal(ChunkOutcome.Duplicate, _sequencer.DeclareLost(7, 2).Outcome);
        Assert.Equal(BeatFrame.FirstSampleOf(5), BeatFrame.FirstSampleOf(_sequencer.NextBeat));
    }
}

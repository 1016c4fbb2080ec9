using EcgStream.Signal.Sequencing;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Signal.Tests.Sequencing;

public sealed class ProducerWindowTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProducerWindow<int> _window;

    public ProducerWindowTests() => _window = new ProducerWindow<int>(_time);

    [Fact]
    public void TryAdd_ThirtySecondsKept_WaitsForTheWatermark()
    {
        for (var beat = 0; beat < 30; beat++) Assert.True(Add(beat, ms: 1000));
        Assert.Equal(TimeSpan.Zero, _window.Room);
        Assert.False(Add(30, ms: 1));

        Assert.True(_window.Advance(2 * 140 + 139)); // in the middle of beat 2: two beats are done
        Assert.Equal((28, TimeSpan.FromSeconds(2)), (_window.Count, _window.Room));
        Assert.True(Add(30, ms: 1000));
    }

    [Fact]
    public void TryAdd_EmptyWindow_TakesAChunkOfAnyLength() => Assert.True(Add(0, ms: 45_000));

    [Fact]
    public void TryAdd_BelowTheWatermark_IsNotKept()
    {
        _window.Advance(140);
        Assert.True(Add(0, ms: 1000));
        Assert.Equal(0, _window.Count);
    }

    [Fact]
    public void TakeDue_TwoSecondsWithoutProgress_GivesWhatIsOldEnoughInOrderOnce()
    {
        Add(0, 1000);
        Add(1, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(1_500));
        Add(2, 1000);
        Assert.Empty(Due());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([0, 1], Due()); // beat 2 was sent half a second ago
        Assert.Empty(Due());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Empty(Due());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([0], Due());
    }

    [Fact]
    public void TakeDue_WhileItBringsNothing_GivesTheOldestEverySecondAndAllEverLessOften()
    {
        for (var beat = 0; beat < 30; beat++) Add(beat, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal(30, Due().Count);
        var all = new List<int>();
        for (var second = 1; second <= 120; second++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1_000));
            var due = Due();
            if (due.Count > 1) all.Add(second);
            else Assert.Equal([0], due);
            Assert.Empty(Due());
        }

        Assert.Equal([8, 38, 68, 98], all);
    }

    [Fact]
    public void TakeDue_WhenThatArrives_GivesFourTimesAsMuchEachTime()
    {
        for (var beat = 0; beat < 30; beat++) Add(beat, 1000);
        for (var time = 0; time < 3; time++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(2_000));
            Due();
        }

        _time.Advance(TimeSpan.FromMilliseconds(500));
        _window.Advance(0, received: 140); // by word or by the watermark
        Assert.Equal([1, 2, 3, 4], Due());
        Assert.Empty(Due());
        _window.Advance(5 * 140);
        Assert.Equal(Enumerable.Range(5, 16), Due());
        _window.Advance(21 * 140);
        Assert.Equal(Enumerable.Range(21, 9), Due());
    }

    [Fact]
    public void TakeDue_OutOfTroubleAgain_GivesAllTheNextTime()
    {
        for (var beat = 0; beat < 4; beat++) Add(beat, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Due();
        _window.Advance(4 * 140);
        for (var beat = 4; beat < 14; beat++) Add(beat, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal(10, Due().Count);
    }

    [Fact]
    public void TakeDue_WhileTheServerSaysThatItHasThem_GivesOnlyTheOthers()
    {
        for (var beat = 0; beat < 3; beat++) Add(beat, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        _window.Advance(0, received: 2 * 140);
        Assert.Equal([2], Due());
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        _window.Advance(0, received: 2 * 140);
        Assert.Equal([2], Due());
    }

    [Fact]
    public void TakeDue_OnceNobodySaysSoAnyMore_GivesAll()
    {
        Add(0, 1000);
        _window.Advance(0, received: 140);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal([0], Due()); // no answer for two seconds: that process may be gone
    }

    [Fact]
    public void TakeDue_AfterAnotherProcessHasTakenOver_GivesWhatThatOneLacks()
    {
        Add(0, 1000);
        Add(1, 1000);
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        _window.Advance(0, received: 2 * 140);
        Assert.Empty(Due());
        _window.Advance(0, received: 140);
        Assert.Equal([1], Due());
    }

    [Fact]
    public void TakeDue_WhileTheWatermarkMoves_GivesNothing()
    {
        for (var beat = 0; beat < 10; beat++) Add(beat, 1000);
        for (var beat = 1; beat < 10; beat++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1_900));
            _window.Advance(beat * 140);
            Assert.Empty(Due());
        }
        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal([9], Due());
    }

    [Fact]
    public void TakeDue_ChunkAfterALongIdleTime_IsNotDueAtOnce()
    {
        _time.Advance(TimeSpan.FromMilliseconds(60_000));
        Add(0, 1000);
        Assert.Empty(Due());
    }

    [Fact]
    public void Advance_OlderWatermark_IsPassedOver()
    {
        _window.Advance(280);
        Assert.False(_window.Advance(140));
        Assert.Equal(280, _window.Watermark);
    }

    [Fact]
    public void TryAdd_Senseless_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _window.TryAdd(0, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _window.TryAdd(0, 1, double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProducerWindow<int>(_time, -1));
    }

    private bool Add(int beat, double ms) => _window.TryAdd(beat * 140, 140, ms, beat);

    private List<int> Due()
    {
        var due = new List<int>();
        _window.TakeDue(due);
        return due;
    }
}

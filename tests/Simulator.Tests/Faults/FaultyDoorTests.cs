using EcgStream.Contracts.Ecg;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Faults;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Simulator.Tests.Faults;

public sealed class FaultyDoorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RecordingDoor received = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task SendAsync_NoFaults_PassesEverythingInOrder()
    {
        await SendAsync(new(), count: 100);
        Assert.Equal(Enumerable.Range(0, 100), received.Beats);
    }

    [Fact]
    public async Task SendAsync_SomeDropped_LosesWhatItCounts()
    {
        var door = await SendAsync(new() { Drop = 5 }, count: 2_000);
        Assert.InRange(door.Counts.Dropped, 60, 140);
        Assert.Equal(2_000 - door.Counts.Dropped, received.Beats.Count);
    }

    [Fact]
    public async Task SendAsync_SomeDuplicated_SendsThemTwice()
    {
        var door = await SendAsync(new() { Duplicate = 5 }, count: 2_000);
        Assert.InRange(door.Counts.Duplicated, 60, 140);
        Assert.Equal(2_000 + door.Counts.Duplicated, received.Beats.Count);
        Assert.Equal(2_000, received.Beats.Distinct().Count());
    }

    [Fact]
    public async Task SendAsync_SomeReordered_LetsTheNextOvertakeAndLosesNone()
    {
        var door = await SendAsync(new() { Reorder = 5 }, count: 2_001);
        var overtaken = received.Beats.Zip(received.Beats.Skip(1)).Count(pair => pair.First > pair.Second);
        Assert.InRange(door.Counts.Reordered, 60, 140);
        Assert.InRange(overtaken, door.Counts.Reordered - 1, door.Counts.Reordered);
    }

    [Fact]
    public async Task SendAsync_Stalled_BurstsASecondLater()
    {
        var door = await SendAsync(new() { Stall = 90 }, count: 20);
        Assert.True(door.Counts.Stalls > 0);
        var before = received.Beats.Count;
        Assert.True(before < 20);

        time.Advance(TimeSpan.FromMilliseconds(1_000));
        await door.GetWatermarksAsync(["p"], default);

        Assert.Equal(Enumerable.Range(0, 20), received.Beats);
    }

    [Fact]
    public async Task SendAsync_SomeDelayed_ArriveWithinThreeSecondsAndTheOthersDoNotWait()
    {
        var door = await SendAsync(new() { Delay = 5 }, count: 2_000);
        Assert.InRange(door.Counts.Delayed, 60, 140);
        Assert.Equal(2_000 - door.Counts.Delayed, received.Beats.Count);

        time.Advance(TimeSpan.FromMilliseconds(1_500));
        await door.GetWatermarksAsync(["p"], default);
        Assert.InRange(received.Beats.Count, 2_000 - door.Counts.Delayed + 1, 1_999);

        time.Advance(TimeSpan.FromMilliseconds(1_500));
        await door.GetWatermarksAsync(["p"], default);
        Assert.Equal(Enumerable.Range(0, 2_000), received.Beats.Order());
    }

    [Fact]
    public async Task SendAsync_ClockJumps_ShiftsStartTimesFromThenOnByAMinuteAtMost()
    {
        var door = await SendAsync(new() { Jump = 1 }, count: 1_000);
        Assert.InRange(door.Counts.Jumps, 1, 30);
        Assert.Equal(1_000, received.Beats.Count);
        Assert.Equal(door.Counts.Jumps + 1, received.Offsets.Distinct().Count());
        Assert.All(received.Offsets, offset => Assert.InRange(offset, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task SendAsync_LostForGood_NeverGetsThroughHoweverOftenItIsSent()
    {
        var door = new FaultyDoor(received, new() { Lose = 5 }, seed: 7, time);
        for (var again = 0; again < 3; again++) await SendThroughAsync(door, count: 1_000);

        Assert.InRange(door.Counts.Taken, 25, 80);
        Assert.Empty(received.Lost);
        var missing = Enumerable.Range(0, 1_000).Except(received.Beats);
        Assert.Equal($"p {string.Join(' ', missing)}", door.TakenBeats);
        Assert.Equal(3 * (1_000 - door.Counts.Taken), received.Beats.Count);
    }

    [Fact]
    public async Task SendAsync_GoneAtTheProducer_IsDeclaredLostInPlaceOfSent()
    {
        var door = await SendAsync(new() { Gone = 5 }, count: 1_000);
        Assert.InRange(door.Counts.Taken, 25, 80);
        Assert.Equal(Enumerable.Range(0, 1_000).Except(received.Beats), received.Lost);
    }

    [Fact]
    public async Task SendAsync_PeriodOver_MakesNoMoreFaults()
    {
        var door = new FaultyDoor(received, new() { Drop = 90, For = TimeSpan.FromSeconds(15) }, seed: 7, time);
        await SendThroughAsync(door, count: 100);
        var dropped = door.Counts.Dropped;
        Assert.InRange(dropped, 50, 100);

        time.Advance(TimeSpan.FromMilliseconds(15_000));
        await SendThroughAsync(door, count: 100);
        Assert.Equal(dropped, door.Counts.Dropped);
    }

    [Fact]
    public async Task SendAsync_SameSeed_MakesTheSameFaults()
    {
        var first = await SendAsync(new() { Drop = 5, Duplicate = 5, Reorder = 5, Delay = 5, Jump = 5, Lose = 5 }, count: 500);
        List<int> once = [.. received.Beats];
        received.Beats.Clear();
        var second = await SendAsync(new() { Drop = 5, Duplicate = 5, Reorder = 5, Delay = 5, Jump = 5, Lose = 5 }, count: 500);
        Assert.Equal(once, received.Beats);
        Assert.Equal(first.Counts, second.Counts);
    }

    [Fact]
    public void Parse_SomeFaults_ReadsThem() =>
        Assert.Equal(new FaultOptions { Drop = 5, Stall = 0.5, Infer = 50, For = TimeSpan.FromSeconds(15) }, FaultOptions.Parse("drop=5, stall=0.5,infer=50,for=15"));

    [Theory]
    [InlineData("drop")]
    [InlineData("drop=x")]
    [InlineData("drop=91")]
    [InlineData("infer=0.5")]
    [InlineData("for=-1")]
    [InlineData("vanish=5")]
    public void Parse_NoFault_SaysHowToWriteThem(string text) =>
        Assert.Contains("drop=5,duplicate=5", Assert.Throws<FormatException>(() => FaultOptions.Parse(text)).Message);

    private async Task<FaultyDoor> SendAsync(FaultOptions faults, int count)
    {
        var door = new FaultyDoor(received, faults, seed: 7, time);
        await SendThroughAsync(door, count);
        return door;
    }

    private static async Task SendThroughAsync(FaultyDoor door, int count)
    {
        for (var n = 0; n < count; n++)
            await door.SendAsync([new EcgChunk("p", n * 140L, Start, 800, new float[140])], default);
    }

    private sealed class RecordingDoor : IEcgDoor
    {
        internal List<int> Beats { get; } = [];

        internal List<TimeSpan> Offsets { get; } = [];

        internal List<int> Lost { get; } = [];

        public string Name => "recording";

        public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
            GetWatermarksAsync([.. beds.Select(bed => bed.PatientId)], cancel);

        public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => Task.CompletedTask;

        public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
        {
            Beats.AddRange(chunks.Select(chunk => (int)(chunk.FirstSample / 140)));
            Offsets.AddRange(chunks.Select(chunk => chunk.StartTime - Start));
            return Task.CompletedTask;
        }

        public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel)
        {
            Assert.Equal(140, count);
            Lost.Add((int)(firstSample / 140));
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PatientWatermark>>([]);
    }
}

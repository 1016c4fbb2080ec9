using EcgStream.Contracts.Ecg;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Faults;

namespace EcgStream.Simulator.Tests.Faults;

public sealed class FaultyDoorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RecordingDoor received = new();
    private readonly SteppedTime time = new();

    [Fact]
    public async Task SendAsync_NoFaults_PassesEverythingInOrder()
    {
        await SendAsync(new(0, 0, 0, 0), count: 100);
        Assert.Equal(Enumerable.Range(0, 100), received.Beats);
    }

    [Fact]
    public async Task SendAsync_SomeDropped_LosesWhatItCounts()
    {
        var door = await SendAsync(new(Drop: 5, 0, 0, 0), count: 2_000);
        Assert.InRange(door.Counts.Dropped, 60, 140);
        Assert.Equal(2_000 - door.Counts.Dropped, received.Beats.Count);
    }

    [Fact]
    public async Task SendAsync_SomeDuplicated_SendsThemTwice()
    {
        var door = await SendAsync(new(0, Duplicate: 5, 0, 0), count: 2_000);
        Assert.InRange(door.Counts.Duplicated, 60, 140);
        Assert.Equal(2_000 + door.Counts.Duplicated, received.Beats.Count);
        Assert.Equal(2_000, received.Beats.Distinct().Count());
    }

    [Fact]
    public async Task SendAsync_SomeReordered_LetsTheNextOvertakeAndLosesNone()
    {
        var door = await SendAsync(new(0, 0, Reorder: 5, 0), count: 2_001);
        var overtaken = received.Beats.Zip(received.Beats.Skip(1)).Count(pair => pair.First > pair.Second);
        Assert.InRange(door.Counts.Reordered, 60, 140);
        Assert.InRange(overtaken, door.Counts.Reordered - 1, door.Counts.Reordered);
    }

    [Fact]
    public async Task SendAsync_Stalled_BurstsASecondLater()
    {
        var door = await SendAsync(new(0, 0, 0, Stall: 90), count: 20);
        Assert.True(door.Counts.Stalls > 0);
        var before = received.Beats.Count;
        Assert.True(before < 20);

        time.Now += 1_000;
        await door.GetWatermarksAsync(["p"], default);

        Assert.Equal(Enumerable.Range(0, 20), received.Beats);
    }

    [Fact]
    public async Task SendAsync_SameSeed_MakesTheSameFaults()
    {
        var first = await SendAsync(new(5, 5, 5, 0), count: 500);
        List<int> once = [.. received.Beats];
        received.Beats.Clear();
        var second = await SendAsync(new(5, 5, 5, 0), count: 500);
        Assert.Equal(once, received.Beats);
        Assert.Equal(first.Counts, second.Counts);
    }

    [Fact]
    public void Parse_SomeFaults_ReadsThem() =>
        Assert.Equal(new FaultOptions(5, 0, 0, 0.5), FaultOptions.Parse("drop=5, stall=0.5"));

    [Theory]
    [InlineData("drop")]
    [InlineData("drop=x")]
    [InlineData("drop=91")]
    [InlineData("vanish=5")]
    public void Parse_NoFault_SaysHowToWriteThem(string text) =>
        Assert.Contains("drop=5,duplicate=5", Assert.Throws<FormatException>(() => FaultOptions.Parse(text)).Message);

    private async Task<FaultyDoor> SendAsync(FaultOptions faults, int count)
    {
        var door = new FaultyDoor(received, faults, seed: 7, time);
        for (var n = 0; n < count; n++)
            await door.SendAsync([new EcgChunk("p", n * 140L, Start, 800, new float[140])], default);
        return door;
    }

    private sealed class RecordingDoor : IEcgDoor
    {
        internal List<int> Beats { get; } = [];

        public string Name => "recording";

        public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            GetWatermarksAsync(patientIds, cancel);

        public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
        {
            Beats.AddRange(chunks.Select(chunk => (int)(chunk.FirstSample / 140)));
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PatientWatermark>>([]);
    }

    private sealed class SteppedTime : TimeProvider
    {
        internal long Now { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Now;
    }
}

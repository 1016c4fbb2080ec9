using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;
using Microsoft.Extensions.Logging.Abstractions;

namespace EcgStream.Simulator.Tests.Replay;

public sealed class WardReplayTests
{
    private static readonly WardPlan Plan = new(20, 5, BeatGenerator.Embedded().Pool(beatsPerClass: 16, seed: 1));

    [Fact]
    public async Task RunAsync_DoorThatStoresEverything_LosesAndDoublesNothing()
    {
        var door = new MemoryDoor();
        var report = await RunAsync(door, beats: 500);

        Assert.True(report.Sent >= 500);
        Assert.Equal((report.Sent, report.Sent, 0L, 0L), (report.Stored, report.Judged, report.Lost, report.Duplicated));
        Assert.Equal(report.Judged, report.SameClass);
    }

    [Fact]
    public async Task RunAsync_DoorThatLosesSomeChunks_SendsThemAgain()
    {
        var door = new MemoryDoor { LoseEvery = 10 };
        var report = await RunAsync(door, beats: 300);

        Assert.Equal((0L, 0L), (report.Lost, report.Duplicated));
        Assert.True(door.Lost > 0);
    }

    [Fact]
    public async Task RunAsync_DoorThatKnowsThePatients_GoesOnFromTheirWatermarks()
    {
        var door = new MemoryDoor();
        await RunAsync(door, beats: 100);
        var before = door.Stored.Values.Sum(beats => beats.Count);

        var report = await RunAsync(door, beats: 100);

        Assert.Equal(before + report.Sent, door.Stored.Values.Sum(beats => beats.Count));
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task RunAsync_NobodyAnswersForWatermarks_BeatsGoOutAllTheSame()
    {
        var answer = new TaskCompletionSource();
        var door = new MemoryDoor { MayAnswer = answer.Task };
        using var stop = new CancellationTokenSource();
        var replay = new WardReplay(Plan, door, new(Speed: 200, null, DrainTimeout: TimeSpan.FromMinutes(3)), TimeProvider.System, NullLogger<WardReplay>.Instance);
        door.AfterSend = () =>
        {
            if (replay.Progress.Sent < 200) return;
            answer.TrySetResult();
            stop.Cancel();
        };

        var report = await RunAudit.CompareAsync(Plan, await replay.RunAsync(stop.Token), door, default);

        Assert.True(report.Sent >= 200);
        Assert.True(report.Complete);
    }

    [Fact]
    public async Task RunAsync_NothingIsEverStored_StopsAtThirtySecondsOfSignalAPatient()
    {
        var door = new MemoryDoor { LoseEvery = 1 };
        using var stop = new CancellationTokenSource();
        var replay = new WardReplay(Plan, door, new(Speed: 1_000, null, DrainTimeout: TimeSpan.Zero), TimeProvider.System, NullLogger<WardReplay>.Instance);
        var run = replay.RunAsync(stop.Token);
        while (replay.Progress.SentAgain == 0) await Task.Yield(); // two seconds on, and two thousand of signal
        await stop.CancelAsync();

        foreach (var patient in await run)
        {
            var signalMs = Enumerable.Range(0, (int)(patient.End - 1)).Sum(n => Plan.BeatAt(patient.Patient, n).Truth.RrMs);
            Assert.InRange(signalMs, 25_000, 30_000);
        }

        Assert.True(replay.Progress.HeldBack >= TimeSpan.FromSeconds(1), $"held back for {replay.Progress.HeldBack}");
    }

    [Fact]
    public async Task RunAsync_Patients_AreAdmittedWithBedsAndLeftOnStandby()
    {
        var door = new MemoryDoor();
        var report = await RunAsync(door, beats: 100);

        Assert.Equal(("1-01", "1-20"), (door.Beds["sim-00001"], door.Beds["sim-00020"]));
        Assert.Equal(20, door.Statuses.Count(status => status.State == ProducerState.Standby));
        Assert.Equal(report.Judged, report.Classes.Sum(one => one.Judged));
        Assert.All(report.Classes, one => Assert.Equal(one.Judged, one.Right));
    }

    [Theory]
    [InlineData("asystole", ProducerState.Watching, 4)]
    [InlineData("lead-off", ProducerState.LeadOff, 2)]
    public async Task RunAsync_Silence_IsToldBetweenTheBeatsAroundIt(string scenario, ProducerState state, double seconds)
    {
        var plan = new WardPlan(2, 5, Plan.Source, Scenarios.Find(scenario));
        var door = new MemoryDoor();
        using var stop = new CancellationTokenSource();
        var replay = new WardReplay(plan, door, new(Speed: 100, null, DrainTimeout: TimeSpan.FromMinutes(3)), TimeProvider.System, NullLogger<WardReplay>.Instance);
        door.AfterSend = () => stop.CancelAfter(door.Stored.Values.All(beats => beats.Count > 40) ? 0 : 180_000);
        await replay.RunAsync(stop.Token);

        var told = door.Statuses.First(status => status.State == state && status.At - status.Since >= TimeSpan.FromSeconds(seconds));
        Assert.Equal(seconds, (told.At - told.Since).TotalSeconds, 3);
        var patient = int.Parse(told.PatientId[4..], System.Globalization.CultureInfo.InvariantCulture) - 1;
        Assert.True(plan.BeatAt(patient, BeatFrame.BeatOf(told.NextSample)).Truth.SilenceMs > 0);
    }

    [Fact]
    public void DemoScript_ThreeMinutes_SomethingBeginsEveryTenSeconds()
    {
        Assert.Equal(18, DemoScript.Lines.Count());
        Assert.Equal(["0:05", "0:15", "0:25"], DemoScript.Lines.Take(3).Select(line => line[..4]));
        var plan = new WardPlan(DemoScript.Patients, 1, Plan.Source, Demo: new DemoScript());
        var onset = plan.ScenarioOf(1);
        Assert.Equal((BeatClass.Normal, BeatClass.ROnTPvc), (onset.At(1, 1, 18).Class, onset.At(1, 1, 19).Class)); // 15.2 s
        Assert.Equal("healthy", plan.ScenarioOf(18).Name);
    }

    [Fact]
    public void Line_OfADisplay_TellsTimeAndBeats() => Assert.Equal(
        "0:10 of 3:00: 600 beats sent, 60 a second, 3 sent again, 0 calls failed",
        ReplayDisplay.Line(new(TimeSpan.FromSeconds(10), 600, 3, 0, default), 180));

    private static async Task<RunReport> RunAsync(MemoryDoor door, int beats)
    {
        using var stop = new CancellationTokenSource();
        var replay = new WardReplay(
            Plan, door, new(Speed: 200, null, DrainTimeout: TimeSpan.FromMinutes(3)), TimeProvider.System, NullLogger<WardReplay>.Instance);
        door.AfterSend = () =>
        {
            if (replay.Progress.Sent >= beats) stop.Cancel();
        };
        var sent = await replay.RunAsync(stop.Token);
        return await RunAudit.CompareAsync(Plan, sent, door, default);
    }

    /// <summary>Stores in memory, in beat order, what it does not lose; a verdict is the truth.</summary>
    private sealed class MemoryDoor : IEcgDoor, IStoredBeats
    {
        private int received;

        internal Dictionary<string, List<StoredBeat>> Stored { get; } = [];
        internal Dictionary<string, string> Beds { get; } = [];
        internal List<EcgStatus> Statuses { get; } = [];
        internal int LoseEvery { get; init; } = int.MaxValue;
        internal Task MayAnswer { get; init; } = Task.CompletedTask;
        internal int Lost { get; private set; }
        internal Action AfterSend { get; set; } = () => { };

        public string Name => "memory";

        public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel)
        {
            foreach (var bed in beds) Beds[bed.PatientId] = bed.Label;
            return GetWatermarksAsync([.. beds.Select(bed => bed.PatientId)], cancel);
        }

        public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel)
        {
            Statuses.AddRange(statuses);
            return Task.CompletedTask;
        }

        public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
        {
            foreach (var chunk in chunks)
            {
                if (++received % LoseEvery == 0)
                {
                    Lost++;
                    continue;
                }

                if (!Stored.TryGetValue(chunk.PatientId, out var beats)) Stored[chunk.PatientId] = beats = [];
                var beat = BeatFrame.BeatOf(chunk.FirstSample);
                var patient = int.Parse(chunk.PatientId[4..], System.Globalization.CultureInfo.InvariantCulture) - 1;
                if (beat == beats.Count)
                    beats.Add(new(beat, SampleHash.Of(chunk.Samples), Plan.BeatAt(patient, beat).Truth.Class));
            }

            AfterSend();
            return Task.CompletedTask;
        }

        public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) => throw new NotSupportedException();

        public async Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel)
        {
            if (received > 0) await MayAnswer; // opening asks, too
            return [.. Stored.Select(patient => new PatientWatermark(patient.Key, BeatFrame.FirstSampleOf(patient.Value.Count)))];
        }

        public async IAsyncEnumerable<StoredBeat> ReadAsync(
            string patientId, long first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            foreach (var beat in Stored.GetValueOrDefault(patientId) ?? []) if (beat.Beat >= first) yield return beat;
        }
    }
}

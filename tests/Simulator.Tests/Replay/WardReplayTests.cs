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
    }

    private static async Task<RunReport> RunAsync(MemoryDoor door, int beats)
    {
        using var stop = new CancellationTokenSource();
        var replay = new WardReplay(
            Plan, door, new(Speed: 200, null, DrainTimeout: TimeSpan.FromSeconds(20)), TimeProvider.System, NullLogger<WardReplay>.Instance);
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
        internal int LoseEvery { get; init; } = int.MaxValue;
        internal int Lost { get; private set; }
        internal Action AfterSend { get; set; } = () => { };

        public string Name => "memory";

        public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            GetWatermarksAsync(patientIds, cancel);

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

        public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PatientWatermark>>(
                [.. Stored.Select(patient => new PatientWatermark(patient.Key, BeatFrame.FirstSampleOf(patient.Value.Count)))]);

        public async IAsyncEnumerable<StoredBeat> ReadAsync(
            string patientId, long first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            foreach (var beat in Stored.GetValueOrDefault(patientId) ?? []) if (beat.Beat >= first) yield return beat;
        }
    }
}

using System.Text.Json;
using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Faults;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;

namespace EcgStream.Simulator.Tests.Scoring;

public sealed class RunSummaryTests
{
    private static readonly RunReport Report = new(2, Sent: 10, Judged: 7, Stored: 8, Lost: 2, Duplicated: 1, SameClass: 6, SameNormality: 7)
    {
        Classes = [new(BeatClass.Pvc, Judged: 7, Right: 6)],
    };

    [Fact]
    public async Task WriteAsync_RunWithFaults_IsOneLineOfJsonWithEveryFigure()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.FullName, "run.json");
        var faulty = new FaultyDoor(new NoDoor(), new() { Lose = 100 }, seed: 7, TimeProvider.System);
        await faulty.SendAsync([new EcgChunk("p1", 280, DateTimeOffset.UnixEpoch, 800, new float[140])], default);

        await RunSummary.Of("made", Report, new ReplayProgress(TimeSpan.FromSeconds(4), 10, 3, 2, TimeSpan.FromSeconds(1.5)), faulty).WriteAsync(file);

        var run = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(file))).RootElement;
        Assert.Equal(
            ("made", 2, 10, 7, 8, 2, 1, 6, 7),
            (run.GetProperty("source").GetString(), Int("patients"), Int("sent"), Int("judged"), Int("stored"), Int("lost"), Int("duplicated"), Int("sameClass"), Int("sameNormality")));
        Assert.Equal((4.0, 3, 2, 1.5), (run.GetProperty("seconds").GetDouble(), Int("sentAgain"), Int("failedCalls"), run.GetProperty("heldBackSeconds").GetDouble()));
        Assert.Equal(("Pvc", 7), (run.GetProperty("classes")[0].GetProperty("class").GetString(), run.GetProperty("classes")[0].GetProperty("judged").GetInt32()));
        Assert.Equal(1, run.GetProperty("faults").GetProperty("taken").GetInt32());
        Assert.Equal([2L], run.GetProperty("taken").GetProperty("p1").EnumerateArray().Select(beat => beat.GetInt64()));

        int Int(string name) => run.GetProperty(name).GetInt32();
    }

    private sealed class NoDoor : IEcgDoor
    {
        public string Name => "none";

        public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) => throw new NotSupportedException();

        public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel) => throw new NotSupportedException();

        public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => throw new NotSupportedException();

        public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}

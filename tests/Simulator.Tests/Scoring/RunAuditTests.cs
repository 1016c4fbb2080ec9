using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Scoring;

public sealed class RunAuditTests
{
    private static readonly WardPlan Plan = new(3, 5, BeatGenerator.Embedded().Pool(beatsPerClass: 16, seed: 1));

    [Fact]
    public async Task CompareAsync_MissingWrongDoubledAndUnknownBeats_AreEachCounted()
    {
        List<StoredBeat> stored = [Right(10), Right(11), Right(11), Right(12) with { SampleHash = 1 }, Right(14) with { Class = BeatClass.Unknown }, Right(15)];

        var report = await RunAudit.CompareAsync(Plan, [new SentBeats(0, "sim-00001", First: 10, End: 15)], new Store(stored), default);

        // 10 and 11 are right; 11 again and 15 (never sent) are doubled; 12 has wrong samples, 13 is missing; 14 has no verdict.
        Assert.Equal((5L, 3L, 2L, 2L), (report.Sent, report.Stored, report.Lost, report.Duplicated));
        Assert.Equal((2L, 2L), (report.Judged, report.SameClass));
        Assert.False(report.Complete);
    }

    private static StoredBeat Right(long beat)
    {
        var (truth, samples) = Plan.BeatAt(0, beat);
        return new(beat, SampleHash.Of(samples), truth.Class);
    }

    private sealed class Store(List<StoredBeat> beats) : IStoredBeats
    {
        public async IAsyncEnumerable<StoredBeat> ReadAsync(
            string patientId, long first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            foreach (var beat in beats) yield return beat;
        }
    }
}

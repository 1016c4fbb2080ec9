using System.Runtime.CompilerServices;
using EcgStream.History;
using EcgStream.History.Queries;
using EcgStream.Simulator.Scoring;

namespace EcgStream.Silo.Simulation;

/// <summary>Reads stored beats straight from History.</summary>
internal sealed class HistoryBeats(IHistory history) : IStoredBeats
{
    public async IAsyncEnumerable<StoredBeat> ReadAsync(
        string patientId, long first, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        do
        {
            var page = await history.GetBeatsAsync(patientId, new BeatQuery(Before: before, Limit: 1_000), cancel);
            foreach (var row in page.Items)
            {
                if (row.Beat.Index < first) yield break; // newest first: the rest is older still
                yield return new(row.Beat.Index, row.Beat.SampleHash, row.Beat.Verdict.Class);
            }

            before = page.Next is null ? null : page.Items[^1].Beat.Index;
        }
        while (before is not null);
    }
}

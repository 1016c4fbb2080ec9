using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Scoring;

/// <summary>Reads stored beats through the REST gateway.</summary>
/// <param name="http">Client whose base address is the server's.</param>
public sealed class RestBeats(HttpClient http) : IStoredBeats
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBeat> ReadAsync(
        string patientId, long first, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<PageBody>(
                $"api/patients/{patientId}/beats?limit=1000" + (cursor is null ? "" : $"&cursor={cursor}"), JsonSerializerOptions.Web, cancel);
            foreach (var row in page!.Items)
            {
                if (row.Beat < first) yield break; // newest first: the rest is older still
                yield return new(row.Beat, ulong.Parse(row.SampleHash, System.Globalization.CultureInfo.InvariantCulture),
                    (BeatClass)row.Verdict.Number);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private sealed record PageBody(IReadOnlyList<RowBody> Items, string? Next);

    private sealed record RowBody(long Beat, string SampleHash, VerdictBody Verdict);

    private sealed record VerdictBody(int Number);
}

using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Scoring;

/// <summary>Reads stored beats through the REST gateway.</summary>
/// <param name="http">Client whose base address is the server's.</param>
public sealed class RestBeats(HttpClient http) : IStoredBeats
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int MostAttempts = 60; // half a minute and more: a server that was started again needs its time

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBeat> ReadAsync(
        string patientId, long first, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        do
        {
            var page = await ReadPageAsync(
                $"api/patients/{patientId}/beats?limit=1000" + (cursor is null ? "" : $"&cursor={cursor}"), cancel);
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

    private async Task<PageBody?> ReadPageAsync(string address, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await http.GetFromJsonAsync<PageBody>(address, JsonSerializerOptions.Web, cancel);
            }
            catch (Exception reason) when (attempt < MostAttempts && !cancel.IsCancellationRequested && IsPassing(reason))
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }

    // Away, starting, killed in the middle of an answer, or out of its store for the moment; whatever else is wrong stays so.
    private static bool IsPassing(Exception reason) => reason
        is HttpRequestException { StatusCode: null or HttpStatusCode.ServiceUnavailable } or IOException or TaskCanceledException;

    private sealed record PageBody(IReadOnlyList<RowBody> Items, string? Next);

    private sealed record RowBody(long Beat, string SampleHash, VerdictBody Verdict);

    private sealed record VerdictBody(int Number);
}

using System.Net.Http.Json;
using System.Text.Json;
using EcgStream.Contracts.Ecg;

namespace EcgStream.Simulator.Doors;

/// <summary>Posts to the REST gateway of a server in another process, as a device gateway would.</summary>
/// <param name="http">Client whose base address is the server's.</param>
public sealed class RestDoor(HttpClient http) : IEcgDoor
{
    // Some 1.5 kB a beat as JSON: well below the 16 MiB that the gateway takes.
    private const int ChunksARequest = 2_000;

    /// <inheritdoc/>
    public string Name => "rest";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel)
    {
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(beds, bounded, async (bed, token) =>
        {
            var admission = new { bed = bed.Label, by = "simulator" };
            using var answer = await http.PutAsJsonAsync($"api/patients/{bed.PatientId}", admission, JsonSerializerOptions.Web, token);
            answer.EnsureSuccessStatusCode();
        });
        return await GetWatermarksAsync([.. beds.Select(bed => bed.PatientId)], cancel);
    }

    /// <inheritdoc/>
    public async Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel)
    {
        foreach (var some in statuses.Chunk(ChunksARequest))
        {
            var words = some.Select(status => new { status.PatientId, status.At, status.NextSample, State = status.State.ToString(), status.Since });
            using var answer = await http.PostAsJsonAsync("api/ecg/status", new { statuses = words }, JsonSerializerOptions.Web, cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        foreach (var some in chunks.Chunk(ChunksARequest))
        {
            var patients = some.GroupBy(chunk => chunk.PatientId).ToDictionary(patient => patient.Key, patient => new
            {
                chunks = patient.Select(chunk => new { chunk.FirstSample, chunk.StartTime, chunk.RrMs, chunk.Samples }),
            });
            using var answer = await http.PostAsJsonAsync("api/ecg", new { patients }, JsonSerializerOptions.Web, cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <inheritdoc/>
    public async Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"api/patients/{patientId}/lost", new { firstSample, count }, JsonSerializerOptions.Web, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync("api/watermarks", new { ids = patientIds }, JsonSerializerOptions.Web, cancel);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<Watermarks>(JsonSerializerOptions.Web, cancel);
        return [.. body!.Entries.Where(known => known.Value.HasValue).Select(known => new PatientWatermark(known.Key, known.Value.GetValueOrDefault()))];
    }

    private sealed record Watermarks(
        [property: System.Text.Json.Serialization.JsonPropertyName("watermarks")] Dictionary<string, long?> Entries);
}

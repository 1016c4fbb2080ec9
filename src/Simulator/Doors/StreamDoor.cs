using EcgStream.Contracts;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace EcgStream.Simulator.Doors;

/// <summary>Publishes to the patients' Orleans streams.</summary>
public sealed class StreamDoor(IClusterClient client) : IEcgDoor
{
    // A memory queue throws beyond 16,384 waiting messages and then stalls: few publishes are under way at a time.
    private static readonly TimeSpan QueuePatience = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _publishing = new(64);
    private readonly IStreamProvider _streams = client.GetStreamProvider(StreamNames.Ecg);

    /// <inheritdoc/>
    public string Name => "stream";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(client, beds, cancel);

    /// <inheritdoc/>
    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => GrainWatermarks.ReportAsync(client, statuses);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel) =>
        Task.WhenAll(chunks.GroupBy(chunk => chunk.PatientId).Select(patient => PublishAsync(patient.Key, patient, cancel)));

    /// <summary>A call: it is rare, and its answer is wanted.</summary>
    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) =>
        client.GetGrain<IPatientGrain>(patientId).DeclareLost(firstSample, count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(client, patientIds);

    private async Task PublishAsync(string patientId, IEnumerable<EcgChunk> chunks, CancellationToken cancel)
    {
        var stream = _streams.GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, patientId));
        await _publishing.WaitAsync(cancel);
        try
        {
            // The queue may lie on a silo that has died: then the others need the place, and the producer sends again.
            foreach (var chunk in chunks) await stream.OnNextAsync(chunk).WaitAsync(QueuePatience, cancel);
        }
        finally
        {
            _publishing.Release();
        }
    }
}

using EcgStream.Contracts;
using EcgStream.Contracts.Ecg;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace EcgStream.Simulator.Doors;

/// <summary>Publishes to the patients' Orleans streams.</summary>
public sealed class StreamDoor(IClusterClient client) : IEcgDoor
{
    // A memory queue throws beyond 16,384 waiting messages and then stalls: few publishes are under way at a time.
    private readonly SemaphoreSlim publishing = new(64);
    private readonly IStreamProvider streams = client.GetStreamProvider(StreamNames.Ecg);

    /// <inheritdoc/>
    public string Name => "stream";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(client, patientIds, cancel);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel) =>
        Task.WhenAll(chunks.GroupBy(chunk => chunk.PatientId).Select(patient => PublishAsync(patient.Key, patient, cancel)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(client, patientIds);

    private async Task PublishAsync(string patientId, IEnumerable<EcgChunk> chunks, CancellationToken cancel)
    {
        var stream = streams.GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, patientId));
        await publishing.WaitAsync(cancel);
        try
        {
            foreach (var chunk in chunks) await stream.OnNextAsync(chunk);
        }
        finally
        {
            publishing.Release();
        }
    }
}

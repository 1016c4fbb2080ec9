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
    private readonly SemaphoreSlim _publishing = new(64);
    private readonly IStreamProvider _streams = client.GetStreamProvider(StreamNames.Ecg);

    /// <summary>
    /// How long a call may hold up the producers; without end by default. Of a cluster a part may have died: the others
    /// must not wait for it, and what it did not take is sent again.
    /// </summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public string Name => "stream";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(client, beds, cancel);

    /// <inheritdoc/>
    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => GrainWatermarks.ReportAsync(client, statuses).WaitAsync(Patience, cancel);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel) =>
        Task.WhenAll(chunks.GroupBy(chunk => chunk.PatientId).Select(patient => PublishAsync(patient.Key, patient, cancel))).WaitAsync(Patience, cancel);

    /// <summary>A call: it is rare, and its answer is wanted.</summary>
    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) =>
        client.GetGrain<IPatientGrain>(patientId).DeclareLost(firstSample, count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(client, patientIds, Patience);

    private async Task PublishAsync(string patientId, IEnumerable<EcgChunk> chunks, CancellationToken cancel)
    {
        var stream = _streams.GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, patientId));
        await _publishing.WaitAsync(cancel);
        try
        {
            // All in one message: what is sent again must not stop at its first chunk because the answer to it is late. A queue
            // that hangs gives its place to the others.
            await stream.OnNextBatchAsync(chunks).WaitAsync(Patience, cancel);
        }
        finally
        {
            _publishing.Release();
        }
    }
}

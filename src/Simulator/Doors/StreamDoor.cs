using System.Collections.Concurrent;
using EcgStream.Contracts;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace EcgStream.Simulator.Doors;

/// <summary>Publishes to the patients' Orleans streams.</summary>
public sealed class StreamDoor : IEcgDoor
{
    private readonly IClusterClient _client;
    private readonly ConcurrentDictionary<string, PatientOutbox> _outboxes = new(StringComparer.Ordinal);
    private readonly Func<string, PatientOutbox> _newOutbox; // kept: a delegate a beat is garbage

    // A memory queue throws beyond 16,384 waiting messages and then stalls: few publishes are under way at a time.
    private readonly SemaphoreSlim _publishing = new(64);
    private readonly IStreamProvider _streams;

    /// <param name="client">Of the silo or cluster whose patients' streams these are.</param>
    public StreamDoor(IClusterClient client) =>
        (_client, _streams, _newOutbox) = (client, client.GetStreamProvider(StreamNames.Ecg), NewOutbox);

    /// <summary>After how long a message has failed; never by default. Of a cluster a part may have died.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a call holds up the producers. Messages to a queue whose silo has died hang: they do not hold their places longer, either.</summary>
    public TimeSpan Hold { get; init; } = Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public string Name => "stream";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(_client, beds, cancel);

    /// <inheritdoc/>
    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => GrainWatermarks.ReportAsync(_client, statuses).HoldUpAsync(Hold, cancel);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel) =>
        Task.WhenAll(chunks.GroupBy(chunk => chunk.PatientId).Select(patient => _outboxes.GetOrAdd(patient.Key, _newOutbox).Send(patient)))
            .HoldUpAsync(Hold, cancel);

    /// <summary>A call: it is rare, and its answer is wanted.</summary>
    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) =>
        _client.GetGrain<IPatientGrain>(patientId).DeclareLost(firstSample, count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(_client, patientIds, Patience);

    private PatientOutbox NewOutbox(string patientId)
    {
        var stream = _streams.GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, patientId));
        return new(async chunks =>
        {
            Task message;
            await _publishing.WaitAsync();
            try
            {
                // All in one message: what is sent again must not stop at its first chunk because the answer to it is late.
                message = stream.OnNextBatchAsync(chunks);
                await message.WaitAsync(Hold).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                _publishing.Release();
            }

            await message.WaitAsync(Patience);
        });
    }
}

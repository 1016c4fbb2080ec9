using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;

namespace EcgStream.Simulator.Doors;

/// <summary>Calls the patients' grains.</summary>
public sealed class CallDoor(IGrainFactory grains) : IEcgDoor
{
    // References are kept: to make one anew costs about two microseconds.
    private readonly ConcurrentDictionary<string, IPatientGrain> _patients = new(StringComparer.Ordinal);

    /// <summary>After how long a silo does not answer; never by default. Of a cluster a part may have died.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a call holds up the producers; without end by default.</summary>
    public TimeSpan Hold { get; init; } = Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public string Name => "call";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(grains, beds, cancel);

    /// <inheritdoc/>
    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => GrainWatermarks.ReportAsync(grains, statuses).HoldUpAsync(Hold, cancel);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        // Calls to one grain arrive in the order in which they are made, so nothing needs to wait for its predecessor.
        var calls = new Task[chunks.Count];
        for (var i = 0; i < chunks.Count; i++)
            calls[i] = _patients.GetOrAdd(chunks[i].PatientId, static (id, grains) => grains.GetGrain<IPatientGrain>(id), grains).Append(chunks[i]);
        return Task.WhenAll(calls).HoldUpAsync(Hold, cancel);
    }

    /// <inheritdoc/>
    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) =>
        grains.GetGrain<IPatientGrain>(patientId).DeclareLost(firstSample, count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(grains, patientIds, Patience);
}

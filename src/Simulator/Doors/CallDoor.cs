using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;

namespace EcgStream.Simulator.Doors;

/// <summary>Calls the patients' grains.</summary>
public sealed class CallDoor(IGrainFactory grains) : IEcgDoor
{
    /// <inheritdoc/>
    public string Name => "call";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.OpenAsync(grains, patientIds, cancel);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        // Calls to one grain arrive in the order in which they are made, so nothing needs to wait for its predecessor.
        var calls = new Task[chunks.Count];
        for (var i = 0; i < chunks.Count; i++)
            calls[i] = grains.GetGrain<IPatientGrain>(chunks[i].PatientId).Append(chunks[i]);
        return Task.WhenAll(calls);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        GrainWatermarks.GetAsync(grains, patientIds);
}

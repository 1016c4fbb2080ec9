using EcgStream.Contracts.Ecg;

namespace EcgStream.Simulator.Doors;

/// <summary>A way of handing chunks to patients.</summary>
public interface IEcgDoor
{
    /// <summary>Name as on the command line: stream, call or rest.</summary>
    string Name { get; }

    /// <summary>Makes patients ready, thousands at a time, and tells from where each goes on.</summary>
    Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel);

    /// <summary>
    /// Hands over chunks, of any patients, each patient's in order. A door may lose chunks and may throw: the
    /// producer sends again what the watermarks do not pass.
    /// </summary>
    Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel);

    /// <summary>Watermarks in bulk; patients nobody has heard of are missing from the answer.</summary>
    Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel);
}

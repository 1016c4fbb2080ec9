using EcgStream.Contracts.Ecg;

namespace EcgStream.Simulator.Doors;

/// <summary>A way of handing chunks to patients.</summary>
public interface IEcgDoor
{
    /// <summary>Name as on the command line: stream, call or rest.</summary>
    string Name { get; }

    /// <summary>Admits patients, thousands at a time, and tells from where each goes on.</summary>
    Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel);

    /// <summary>Hands over what producers see while they have no beat to send. May lose some; the next says it again.</summary>
    Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel);

    /// <summary>
    /// Hands over chunks, of any patients, each patient's in order. A door may lose chunks and may throw: the
    /// producer sends again what the watermarks do not pass.
    /// </summary>
    Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel);

    /// <summary>
    /// Says that whole beats are gone for good: they become a recorded hole, and the watermark passes. May be said again
    /// until it does.
    /// </summary>
    /// <param name="firstSample">Absolute index of a beat's first sample.</param>
    /// <param name="count">Samples of some whole beats.</param>
    Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel);

    /// <summary>Watermarks in bulk; patients nobody has heard of are missing from the answer.</summary>
    Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel);
}

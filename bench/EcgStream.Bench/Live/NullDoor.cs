using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Doors;

namespace EcgStream.Bench.Live;

/// <summary>Takes everything and stores nothing: behind it the load generator is alone with its own cost.</summary>
internal sealed class NullDoor : IEcgDoor
{
    private readonly Dictionary<string, long> _watermarks = [];

    public string Name => "none";

    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel)
    {
        foreach (var bed in beds) _watermarks[bed.PatientId] = 0;
        return GetWatermarksAsync([.. beds.Select(bed => bed.PatientId)], cancel);
    }

    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) => Task.CompletedTask;

    public Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        foreach (var chunk in chunks) _watermarks[chunk.PatientId] = chunk.FirstSample + BeatFrame.SampleCount;
        return Task.CompletedTask;
    }

    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) => Task.CompletedTask;

    public Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PatientWatermark>>([.. patientIds.Select(id => new PatientWatermark(id, _watermarks[id]))]);
}

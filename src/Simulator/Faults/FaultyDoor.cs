using EcgStream.Contracts.Ecg;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;

namespace EcgStream.Simulator.Faults;

/// <summary>
/// A bad line in front of another door. The same seed draws the same faults in the same order; which chunk meets which
/// depends on when it is sent. Not thread-safe: one producer.
/// </summary>
public sealed class FaultyDoor(IEcgDoor door, FaultOptions faults, ulong seed, TimeProvider time) : IEcgDoor
{
    private static readonly TimeSpan StallLength = TimeSpan.FromSeconds(1);
    private const int Fates = 11; // purposes of draws, apart from the ward's
    private const int Stalls = 12;

    // Both are bounded by what the producer may have above the watermark.
    private readonly Dictionary<string, EcgChunk> overtaken = [];
    private readonly List<EcgChunk> held = [];
    private long sends, chunks, dropped, duplicated, reordered, stalls;
    private long stalledAt;
    private bool stalled;

    /// <inheritdoc/>
    public string Name => door.Name;

    /// <summary>Faults made so far.</summary>
    public FaultCounts Counts => new(chunks, dropped, duplicated, reordered, stalls);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<string> patientIds, CancellationToken cancel) =>
        door.OpenAsync(patientIds, cancel);

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        foreach (var chunk in chunks) Meet(chunk);
        if (!stalled && Percent(sends++, Stalls) < faults.Stall)
        {
            (stalled, stalledAt) = (true, time.GetTimestamp());
            stalls++;
        }

        await ReleaseAsync(cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel)
    {
        await ReleaseAsync(cancel); // a producer that waits sends nothing: the burst must not wait for it
        return await door.GetWatermarksAsync(patientIds, cancel);
    }

    private void Meet(EcgChunk chunk)
    {
        var fate = Percent(chunks++, Fates);
        if ((fate -= faults.Drop) < 0)
        {
            dropped++;
            return;
        }

        if ((fate -= faults.Reorder) < 0 && overtaken.TryAdd(chunk.PatientId, chunk))
        {
            reordered++;
            return; // goes behind the patient's next
        }

        held.Add(chunk);
        if (fate >= 0 && fate < faults.Duplicate)
        {
            duplicated++;
            held.Add(chunk);
        }

        if (overtaken.Remove(chunk.PatientId, out var late)) held.Add(late);
    }

    private async Task ReleaseAsync(CancellationToken cancel)
    {
        if (stalled && time.GetElapsedTime(stalledAt) < StallLength) return;
        stalled = false;
        if (held.Count == 0) return;
        EcgChunk[] burst = [.. held];
        held.Clear();
        await door.SendAsync(burst, cancel);
    }

    private double Percent(long n, int purpose) => 100 * Draws.Unit(Draws.Bits(seed, 0, n, purpose));
}

using System.Globalization;
using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;

namespace EcgStream.Simulator.Faults;

/// <summary>
/// A bad line in front of another door. The same seed draws the same faults in the same order; which chunk meets which
/// depends on when it is sent. Which beats are taken away for good depends on the seed alone. Not thread-safe: one producer.
/// </summary>
public sealed class FaultyDoor(IEcgDoor door, FaultOptions faults, ulong seed, TimeProvider time) : IEcgDoor
{
    private const double StallMs = 1_000;
    private const double LongestDelayMs = 3_000;
    private const double LongestJumpMs = 60_000;

    // Purposes of draws, apart from the ward's.
    private const int Fates = 11, Stalls = 12, Delays = 13, Jumps = 14, JumpLengths = 15, Losses = 16;

    // All are bounded by what the producer may have above the watermark.
    private readonly Dictionary<string, EcgChunk> _overtaken = [];
    private readonly List<EcgChunk> _held = [];
    private readonly PriorityQueue<EcgChunk, double> _late = new();
    private readonly SortedSet<(string PatientId, long Beat)> _taken = [];
    private readonly Dictionary<string, TimeSpan> _clocks = [];
    private readonly FaultPeriod _period = new(time, faults.For);
    private readonly long _began = time.GetTimestamp();
    private long _sends, _chunks, _dropped, _duplicated, _reordered, _delayed, _stalls, _jumps;
    private double? _stalledAtMs;

    /// <inheritdoc/>
    public string Name => door.Name;

    /// <summary>Faults made so far.</summary>
    public FaultCounts Counts => new(_chunks, _dropped, _duplicated, _reordered, _delayed, _stalls, _jumps, _taken.Count);

    /// <summary>Beats taken away for good, by patient, in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Taken => _taken.GroupBy(beat => beat.PatientId, beat => beat.Beat)
        .ToDictionary(patient => patient.Key, patient => (IReadOnlyList<long>)[.. patient]);

    /// <summary>The same for people: "sim-00001 4 17, sim-00003 8"; empty when none were.</summary>
    public string TakenBeats => string.Join(", ", Taken
        .Select(patient => string.Create(CultureInfo.InvariantCulture, $"{patient.Key} {string.Join(' ', patient.Value)}")));

    private double NowMs => time.GetElapsedTime(_began).TotalMilliseconds;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientWatermark>> OpenAsync(IReadOnlyList<Bed> beds, CancellationToken cancel) =>
        door.OpenAsync(beds, cancel);

    /// <summary>A line that stalls carries no statuses either; late ones would say what is not so any more.</summary>
    public Task ReportAsync(IReadOnlyList<EcgStatus> statuses, CancellationToken cancel) =>
        _stalledAtMs is null ? door.ReportAsync(statuses, cancel) : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<EcgChunk> chunks, CancellationToken cancel)
    {
        foreach (var chunk in chunks)
        {
            if (IsTaken(chunk, faults.Gone))
                await door.DeclareLostAsync(chunk.PatientId, chunk.FirstSample, chunk.Samples.Length, cancel);
            else if (!IsTaken(chunk, faults.Gone + faults.Lose))
                Meet(chunk);
        }

        if (_stalledAtMs is null && Draw(_sends++, Stalls) < Now(faults.Stall))
        {
            _stalledAtMs = NowMs;
            _stalls++;
        }

        await ReleaseAsync(cancel);
    }

    /// <inheritdoc/>
    public Task DeclareLostAsync(string patientId, long firstSample, long count, CancellationToken cancel) =>
        door.DeclareLostAsync(patientId, firstSample, count, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientWatermark>> GetWatermarksAsync(IReadOnlyList<string> patientIds, CancellationToken cancel)
    {
        await ReleaseAsync(cancel); // a producer that waits sends nothing: the burst must not wait for it
        return await door.GetWatermarksAsync(patientIds, cancel);
    }

    private void Meet(EcgChunk chunk)
    {
        chunk = ByItsClock(chunk);
        var fate = Draw(_chunks++, Fates);
        if ((fate -= Now(faults.Drop)) < 0)
        {
            _dropped++;
            return;
        }

        if ((fate -= Now(faults.Reorder)) < 0 && _overtaken.TryAdd(chunk.PatientId, chunk))
        {
            _reordered++;
            return; // goes behind the patient's next
        }

        if (fate >= 0 && (fate -= Now(faults.Delay)) < 0)
        {
            _delayed++;
            _late.Enqueue(chunk, NowMs + LongestDelayMs * Draw(_chunks, Delays) / 100);
            return;
        }

        _held.Add(chunk);
        if (fate >= 0 && fate < Now(faults.Duplicate))
        {
            _duplicated++;
            _held.Add(chunk);
        }

        if (_overtaken.Remove(chunk.PatientId, out var overtaken)) _held.Add(overtaken);
    }

    private EcgChunk ByItsClock(EcgChunk chunk)
    {
        if (Draw(_chunks, Jumps) < Now(faults.Jump))
        {
            _jumps++;
            _clocks[chunk.PatientId] = TimeSpan.FromMilliseconds(LongestJumpMs * (Draw(_chunks, JumpLengths) - 50) / 50);
        }

        return _clocks.TryGetValue(chunk.PatientId, out var off) ? chunk with { StartTime = chunk.StartTime + off } : chunk;
    }

    private async Task ReleaseAsync(CancellationToken cancel)
    {
        if (_stalledAtMs is { } stalledAt && NowMs - stalledAt < StallMs) return;
        _stalledAtMs = null;
        while (_late.TryPeek(out var late, out var due) && due <= NowMs) _held.Add(_late.Dequeue());
        if (_held.Count == 0) return;
        EcgChunk[] burst = [.. _held];
        _held.Clear();
        await door.SendAsync(burst, cancel);
    }

    /// <summary>Whether the seed takes this chunk's beats away for good: the same answer however often it is sent.</summary>
    private bool IsTaken(EcgChunk chunk, double percent)
    {
        if (percent <= 0) return false;
        var first = BeatFrame.BeatOf(chunk.FirstSample);
        if (100 * Draws.Unit(Draws.Bits(seed ^ StableHash(chunk.PatientId), 0, first, Losses)) >= percent) return false;
        for (var beat = first; beat <= BeatFrame.BeatOf(chunk.FirstSample + chunk.Samples.Length - 1); beat++)
            _taken.Add((chunk.PatientId, beat));
        return true;
    }

    private double Now(double percent) => percent > 0 && !_period.IsOver ? percent : 0;

    private double Draw(long n, int purpose) => 100 * Draws.Unit(Draws.Bits(seed, 0, n, purpose));

    // FNV-1a: string.GetHashCode differs from process to process.
    private static ulong StableHash(string text) =>
        text.Aggregate(0xCBF2_9CE4_8422_2325UL, (hash, letter) => (hash ^ letter) * 0x100_0000_01B3UL);
}

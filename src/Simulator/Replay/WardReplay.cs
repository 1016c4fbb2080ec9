using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Ward;
using Microsoft.Extensions.Logging;

namespace EcgStream.Simulator.Replay;

/// <summary>
/// Replays a ward through a door, in one loop: sends each beat when its last sample is due, asks for the watermarks in
/// bulk, sends again what they do not pass. At the end it waits until everything sent is stored.
/// </summary>
public sealed class WardReplay(WardPlan plan, IEcgDoor door, ReplayOptions options, TimeProvider time, ILogger<WardReplay> log)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WatermarkPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StatusPeriod = TimeSpan.FromSeconds(2);
    private const int PatientsAQuery = 3_000; // the answer is an array below the 85 kB from which on the collector works harder

    private readonly Dictionary<string, PatientReplay> _patients = [];
    private readonly PriorityQueue<PatientReplay, double> _due = new();
    private long? _watermarksAt; // by the monotonic clock: the other one may jump
    private Task<IReadOnlyList<PatientWatermark>[]>? _watermarks; // asked for
    private double _heldBackMs;
    private long _sent, _sentAgain, _failures;
    private long _started;
    private bool _failing;

    /// <summary>How the replay stands; may be read from any thread.</summary>
    public ReplayProgress Progress => new(
        _started == 0 ? TimeSpan.Zero : time.GetElapsedTime(_started),
        Interlocked.Read(ref _sent), Interlocked.Read(ref _sentAgain), Interlocked.Read(ref _failures),
        TimeSpan.FromMilliseconds(Volatile.Read(ref _heldBackMs)));

    /// <summary>Runs until the duration is over or <paramref name="stop"/> is called, then drains.</summary>
    /// <returns>What was sent.</returns>
    public async Task<IReadOnlyList<SentBeats>> RunAsync(CancellationToken stop)
    {
        await OpenAsync(stop);
        while (!stop.IsCancellationRequested && _due.Count > 0 && !(time.GetElapsedTime(_started) >= options.Duration))
        {
            var (chunks, statuses) = TakeDue();
            await SendAsync(chunks);
            await ReportAsync(statuses);
            await FollowWatermarksAsync();
            try { await Task.Delay(Tick, time, stop); }
            catch (OperationCanceledException) { break; }
        }

        await DrainAsync();
        await ReportAsync([.. _patients.Values.Select(patient => patient.Standby())]);
        return [.. _patients.Values.Select(patient => new SentBeats(patient.Patient, patient.Id, patient.FirstBeat, patient.NextBeat))];
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        var ids = Enumerable.Range(0, plan.Patients).Select(WardPlan.IdOf).ToArray();
        var beds = ids.Select((id, patient) => new Bed(id, WardPlan.BedOf(patient))).ToArray();
        var known = (await door.OpenAsync(beds, cancel)).ToDictionary(known => known.PatientId, known => known.Watermark);
        // The same moment by both clocks: what is due when counts from here, and to draw the first beats takes a while.
        (var start, _started) = (time.GetUtcNow(), time.GetTimestamp());
        // Slower than real time a beat may be long in coming by the clock, too.
        var statusPeriodMs = StatusPeriod.TotalMilliseconds * Math.Min(1, options.Speed);
        for (var i = 0; i < ids.Length; i++)
        {
            var replay = new PatientReplay(plan, i, BeatFrame.BeatOf(known.GetValueOrDefault(ids[i])), start, statusPeriodMs, time);
            _patients.Add(ids[i], replay);
            _due.Enqueue(replay, replay.NextEventMs);
        }
    }

    private (List<EcgChunk> Chunks, List<EcgStatus> Statuses) TakeDue()
    {
        var sampleTimeMs = time.GetElapsedTime(_started).TotalMilliseconds * options.Speed;
        var (chunks, statuses, spoken) = (new List<EcgChunk>(), new List<EcgStatus>(), new List<PatientReplay>());
        while (_due.TryPeek(out var patient, out var dueMs) && dueMs <= sampleTimeMs)
        {
            if (patient.NextDueMs > dueMs)
            {
                // Its next beat waits for the next tick, or it would overtake what is said of the time before it.
                statuses.Add(patient.TakeStatus());
                spoken.Add(patient);
                _due.Dequeue();
            }
            else if (patient.TryTake(out var chunk))
            {
                chunks.Add(chunk);
                if (patient.NextBeat - patient.FirstBeat < (options.Beats ?? long.MaxValue)) _due.DequeueEnqueue(patient, patient.NextEventMs);
                else _due.Dequeue();
            }
            else
            {
                // Its window is full: it waits, and its beats are sent later, not left out.
                _due.DequeueEnqueue(patient, sampleTimeMs + 100 * options.Speed);
                Volatile.Write(ref _heldBackMs, Math.Max(_heldBackMs, (sampleTimeMs - patient.NextDueMs) / options.Speed));
            }
        }

        foreach (var patient in spoken) _due.Enqueue(patient, patient.NextEventMs);
        Interlocked.Add(ref _sent, chunks.Count);
        return (chunks, statuses);
    }

    private async Task ReportAsync(IReadOnlyList<EcgStatus> statuses)
    {
        if (statuses.Count == 0) return;
        try
        {
            await door.ReportAsync(statuses, CancellationToken.None);
        }
        catch (Exception reason)
        {
            Failed(reason); // the next status says it again
        }
    }

    private async Task SendAsync(IReadOnlyList<EcgChunk> chunks)
    {
        if (chunks.Count == 0) return;
        try
        {
            await door.SendAsync(chunks, CancellationToken.None);
        }
        catch (Exception reason)
        {
            Failed(reason); // nothing is lost: what was not taken stays above the watermark and is sent again
        }
    }

    /// <summary>Asks for the watermarks and goes on: a part of a cluster may have died, and beats are due all the same.</summary>
    private async Task FollowWatermarksAsync()
    {
        if (_watermarks is null)
        {
            if (_watermarksAt is { } last && time.GetElapsedTime(last) < WatermarkPeriod) return;
            _watermarksAt = time.GetTimestamp();
            // All at once, from here: a door is no place for two threads.
            _watermarks = Task.WhenAll(_patients.Keys.Chunk(PatientsAQuery).Select(ids => door.GetWatermarksAsync(ids, CancellationToken.None)));
        }

        if (!_watermarks.IsCompleted) return;
        try
        {
            foreach (var watermark in (await _watermarks).SelectMany(answer => answer))
                _patients[watermark.PatientId].Unstored.Advance(watermark.Watermark, watermark.Received);
            if (_failing) WardReplayLog.Recovered(log, door.Name);
            _failing = false;
        }
        catch (Exception reason)
        {
            Failed(reason);
        }

        _watermarks = null;
        var overdue = new List<EcgChunk>();
        foreach (var patient in _patients.Values) patient.Unstored.TakeDue(overdue);
        Interlocked.Add(ref _sentAgain, overdue.Count);
        await SendAsync(overdue);
    }

    // A server that is away fails a hundred times a second: the first time says it all.
    private void Failed(Exception reason)
    {
        Interlocked.Increment(ref _failures);
        if (!_failing) WardReplayLog.Failed(log, door.Name, reason.Message);
        _failing = true;
    }

    private async Task DrainAsync()
    {
        var drainStarted = time.GetTimestamp();
        while (_patients.Values.Any(patient => patient.Unstored.Count > 0) && time.GetElapsedTime(drainStarted) < options.DrainTimeout)
        {
            _watermarksAt = null;
            await FollowWatermarksAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }
    }
}

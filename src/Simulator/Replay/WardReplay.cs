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
    private const int PatientsAQuery = 5_000;

    private readonly Dictionary<string, PatientReplay> patients = [];
    private readonly PriorityQueue<PatientReplay, double> due = new();
    private DateTimeOffset nextWatermarks;
    private long sent, sentAgain, failures;
    private long started;
    private bool failing;

    /// <summary>How the replay stands; may be read from any thread.</summary>
    public ReplayProgress Progress => new(
        started == 0 ? TimeSpan.Zero : time.GetElapsedTime(started),
        Interlocked.Read(ref sent), Interlocked.Read(ref sentAgain), Interlocked.Read(ref failures));

    /// <summary>Runs until the duration is over or <paramref name="stop"/> is called, then drains.</summary>
    /// <returns>What was sent.</returns>
    public async Task<IReadOnlyList<SentBeats>> RunAsync(CancellationToken stop)
    {
        await OpenAsync(stop);
        started = time.GetTimestamp();
        while (!stop.IsCancellationRequested && due.Count > 0 && !(time.GetElapsedTime(started) >= options.Duration))
        {
            await SendAsync(TakeDue());
            await FollowWatermarksAsync();
            try { await Task.Delay(Tick, time, stop); }
            catch (OperationCanceledException) { break; }
        }

        await DrainAsync();
        return [.. patients.Values.Select(patient => new SentBeats(patient.Patient, patient.Id, patient.FirstBeat, patient.NextBeat))];
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        var ids = Enumerable.Range(0, plan.Patients).Select(WardPlan.IdOf).ToArray();
        var known = (await door.OpenAsync(ids, cancel)).ToDictionary(known => known.PatientId, known => known.Watermark);
        var start = time.GetUtcNow();
        for (var i = 0; i < ids.Length; i++)
        {
            var replay = new PatientReplay(plan, i, BeatFrame.BeatOf(known.GetValueOrDefault(ids[i])), start, time);
            patients.Add(ids[i], replay);
            due.Enqueue(replay, replay.NextDueMs);
        }
    }

    private List<EcgChunk> TakeDue()
    {
        var sampleTimeMs = time.GetElapsedTime(started).TotalMilliseconds * options.Speed;
        var chunks = new List<EcgChunk>();
        while (due.TryPeek(out var patient, out var dueMs) && dueMs <= sampleTimeMs)
        {
            if (patient.TryTake(out var chunk))
            {
                chunks.Add(chunk);
                if (patient.NextBeat - patient.FirstBeat < (options.Beats ?? long.MaxValue)) due.DequeueEnqueue(patient, patient.NextDueMs);
                else due.Dequeue();
            }
            else
            {
                // Its window is full: it waits, and its beats are sent later, not left out.
                due.DequeueEnqueue(patient, sampleTimeMs + 100 * options.Speed);
            }
        }

        Interlocked.Add(ref sent, chunks.Count);
        return chunks;
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

    private async Task FollowWatermarksAsync()
    {
        var now = time.GetUtcNow();
        if (now < nextWatermarks) return;
        nextWatermarks = now + WatermarkPeriod;
        try
        {
            foreach (var ids in patients.Keys.Chunk(PatientsAQuery))
                foreach (var watermark in await door.GetWatermarksAsync(ids, CancellationToken.None))
                    patients[watermark.PatientId].Unstored.Advance(watermark.Watermark);
            if (failing) WardReplayLog.Recovered(log, door.Name);
            failing = false;
        }
        catch (Exception reason)
        {
            Failed(reason);
        }

        var overdue = new List<EcgChunk>();
        foreach (var patient in patients.Values) patient.Unstored.TakeDue(overdue);
        Interlocked.Add(ref sentAgain, overdue.Count);
        await SendAsync(overdue);
    }

    // A server that is away fails a hundred times a second: the first time says it all.
    private void Failed(Exception reason)
    {
        Interlocked.Increment(ref failures);
        if (!failing) WardReplayLog.Failed(log, door.Name, reason.Message);
        failing = true;
    }

    private async Task DrainAsync()
    {
        var drainStarted = time.GetTimestamp();
        while (patients.Values.Any(patient => patient.Unstored.Count > 0) && time.GetElapsedTime(drainStarted) < options.DrainTimeout)
        {
            nextWatermarks = default;
            await FollowWatermarksAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }
    }
}

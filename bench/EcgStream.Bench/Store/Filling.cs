using System.Text.Json.Nodes;
using EcgStream.Bench.Measuring;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Bench.Store;

/// <summary>Writes beats to a history as patients' grains do.</summary>
/// <param name="timeOf">Start of a beat by its index.</param>
internal sealed class Filling(IHistory history, IReadOnlyList<string> patients, Func<long, DateTimeOffset> timeOf) : ICommitSink
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const double RrMs = 800;
    private static readonly float[] Waveform = new float[BeatFrame.SampleCount];

    private const int InFlight = 12_000; // below the writer's queue, so that nothing is refused; enough to keep it busy

    private readonly Dictionary<string, long> _epochs = [];
    private readonly SemaphoreSlim _slots = new(InFlight);
    private long _failed;

    internal static DateTimeOffset TimeOf(long beat) => Start.AddMilliseconds(RrMs * beat);

    internal async Task OpenAsync()
    {
        foreach (var some in patients.Chunk(1000)) // each chunk shares its commits
        {
            var opened = await Task.WhenAll(some.Select(async patient =>
            {
                await history.AdmitAsync(patient, null, AlarmLimits.Default, "bench", CancellationToken.None);
                return (patient, (await history.OpenAsync(patient, 0, CancellationToken.None))!.Patient.Epoch);
            }));
            foreach (var (patient, epoch) in opened) _epochs[patient] = epoch;
        }
    }

    /// <summary>
    /// Beats [first, first + count) of every patient, patient by patient, some to a batch, as many batches in flight as the
    /// writer's queue takes; 2 % abnormal with a waveform, an alarm every 500 beats.
    /// </summary>
    /// <returns>Beats a second from the first handed over to the last committed; this process's processor time a beat, making the beats included; beats a transaction.</returns>
    internal async Task<JsonObject> WriteAsync(long first, long count, int beatsABatch)
    {
        using var transactions = new TransactionCount();
        var mark = Sample.Mark.Now(0);
        for (var at = first; at < first + count; at += beatsABatch)
        {
            var last = Math.Min(at + beatsABatch, first + count);
            foreach (var patient in patients)
            {
                await _slots.WaitAsync();
                if (!history.TryWrite(Batch(patient, at, last), this)) throw new InvalidOperationException("The writer's queue is full.");
            }
        }

        await history.FlushAsync(CancellationToken.None);
        if (Interlocked.Read(ref _failed) > 0) throw new InvalidOperationException($"{_failed} batches were not stored.");
        var beats = patients.Count * count;
        var sample = mark.Until(Sample.Mark.Now(beats));
        return new JsonObject
        {
            ["beatsPerSecond"] = Math.Round(sample.BeatsPerSecond),
            ["cpuMicrosecondsPerBeat"] = Math.Round(sample.CpuMicroseconds, 1),
            ["beatsPerTransaction"] = beats / Math.Max(1, transactions.Count),
        };
    }

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused) => Done(refused.Count > 0);

    public void Stale(PatientBatch batch) => Done(failed: true);

    public void Failed(PatientBatch batch, Exception reason) => Done(failed: true);

    private void Done(bool failed)
    {
        if (failed) Interlocked.Increment(ref _failed);
        _slots.Release();
    }

    private PatientBatch Batch(string patient, long first, long end)
    {
        var beats = new JudgedBeat[end - first];
        List<(long, ReadOnlyMemory<float>)> waveforms = [];
        List<AlarmRecord> alarms = [];
        for (var i = 0; i < beats.Length; i++)
        {
            var beat = first + i;
            var abnormal = beat % 50 == 7;
            beats[i] = Beat(beat, abnormal ? BeatClass.ROnTPvc : BeatClass.Normal);
            if (abnormal) waveforms.Add((beat, Waveform));
            if (beat % 500 == 7) alarms.Add(Alarm(patient, beat));
        }

        return new PatientBatch(patient, _epochs[patient], beats, waveforms, [], alarms, BeatFrame.FirstSampleOf(end));
    }

    private JudgedBeat Beat(long index, BeatClass beatClass)
    {
        var start = timeOf(index);
        var due = start.AddMilliseconds(RrMs);
        var one = new ClassProbabilities(0.9f, 0.05f, 0.03f, 0.01f, 0.01f);
        var verdict = new Verdict(beatClass, 0.97f, 0.02f, false, one, one, one, 0.1f + index % 100 * 0.003f, 0.31f, "bench");
        return new JudgedBeat(index, start, RrMs, (ulong)index * 0x9E37_79B9_7F4A_7C15, verdict,
            new BeatTimes(due, due.AddMilliseconds(1), due.AddMilliseconds(2), due.AddMilliseconds(4)));
    }

    private AlarmRecord Alarm(string patient, long beat) => new(
        AlarmRecord.IdOf(patient, "ventricular-run", beat), patient, "ventricular-run", AlarmKind.Physiological, AlarmPriority.Medium,
        AlarmState.Cleared, "ventricular run 3 beats at 130/min", beat, timeOf(beat), timeOf(beat + 3), timeOf(beat + 4), timeOf(beat + 4), null, null, null);
}

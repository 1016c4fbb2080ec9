using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Bench;

/// <summary>Writes beats as patients' grains do, and counts what is committed.</summary>
internal sealed class Filling(IHistory history, IReadOnlyList<string> patients) : ICommitSink
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const double RrMs = 800;
    private static readonly float[] Waveform = new float[BeatFrame.SampleCount];

    private readonly Dictionary<string, long> _epochs = [];
    private long _failed;

    internal static DateTimeOffset TimeOf(long beat) => Start.AddMilliseconds(RrMs * beat);

    internal async Task OpenAsync()
    {
        foreach (var patient in patients)
        {
            await history.AdmitAsync(patient, null, AlarmLimits.Default, "bench", CancellationToken.None);
            _epochs[patient] = (await history.OpenAsync(patient, 0, CancellationToken.None))!.Patient.Epoch;
        }
    }

    /// <summary>Beats [first, first + count) of every patient, some to a batch; 2 % abnormal with a waveform, an alarm every 500 beats.</summary>
    /// <returns>Beats a second from the first handed over to the last committed.</returns>
    internal async Task<double> WriteAsync(long first, long count, int beatsABatch)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var at = first; at < first + count; at += beatsABatch)
        {
            var last = Math.Min(at + beatsABatch, first + count);
            foreach (var patient in patients)
            {
                var batch = Batch(patient, at, last);
                while (!history.TryWrite(batch, this)) await history.FlushAsync(CancellationToken.None);
            }
        }

        await history.FlushAsync(CancellationToken.None);
        if (Interlocked.Read(ref _failed) > 0) throw new InvalidOperationException($"{_failed} batches were not stored.");
        return patients.Count * count / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
    {
        if (refused.Count > 0) Interlocked.Increment(ref _failed);
    }

    public void Stale(PatientBatch batch) => Interlocked.Increment(ref _failed);

    public void Failed(PatientBatch batch, Exception reason) => Interlocked.Increment(ref _failed);

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

    private static JudgedBeat Beat(long index, BeatClass beatClass)
    {
        var start = TimeOf(index);
        var due = start.AddMilliseconds(RrMs);
        var one = new ClassProbabilities(0.9f, 0.05f, 0.03f, 0.01f, 0.01f);
        var verdict = new Verdict(beatClass, 0.97f, 0.02f, false, one, one, one, 0.1f + index % 100 * 0.003f, 0.31f, "bench");
        return new JudgedBeat(index, start, RrMs, (ulong)index * 0x9E37_79B9_7F4A_7C15, verdict,
            new BeatTimes(due, due.AddMilliseconds(1), due.AddMilliseconds(2), due.AddMilliseconds(4)));
    }

    private static AlarmRecord Alarm(string patient, long beat) => new(
        AlarmRecord.IdOf(patient, "ventricular-run", beat), patient, "ventricular-run", AlarmKind.Physiological, AlarmPriority.Medium,
        AlarmState.Cleared, "ventricular run 3 beats at 130/min", beat, TimeOf(beat), TimeOf(beat + 3), TimeOf(beat + 4), TimeOf(beat + 4), null, null, null);
}

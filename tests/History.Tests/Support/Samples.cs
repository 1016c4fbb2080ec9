using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Tests;

/// <summary>Beats, alarms and batches to store.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static float[] Waveform(long beat)
    {
        var random = new Random((int)beat);
        var samples = new float[BeatFrame.SampleCount];
        for (var i = 0; i < samples.Length; i++) samples[i] = random.NextSingle() * 4 - 2;
        return samples;
    }

    public static JudgedBeat Beat(long index, BeatClass beatClass = BeatClass.Normal)
    {
        var random = new Random((int)index);
        var start = Start.AddMilliseconds(800 * index).AddTicks(index % 10);
        var due = start.AddMilliseconds(812.3456);
        var verdict = new Verdict(
            beatClass, random.NextSingle(), random.NextSingle(), index % 2 == 1,
            Classes(random), Classes(random), Classes(random), random.NextSingle(), 0.31f, $"set-{index % 3}");
        return new JudgedBeat(
            index, start, 812.3456, SampleHash.Of(Waveform(index)), verdict,
            new BeatTimes(due, due.AddTicks(-123), due.AddTicks(45_678), due.AddTicks(99_999)));
    }

    public static PatientBatch Batch(
        string patientId, long epoch, IEnumerable<JudgedBeat> beats, IReadOnlyList<AlarmRecord>? alarms = null,
        IReadOnlyList<Hole>? holes = null, IReadOnlyList<(long, ReadOnlyMemory<float>)>? waveforms = null)
    {
        JudgedBeat[] all = [.. beats];
        return new PatientBatch(
            patientId, epoch, all, waveforms ?? [], holes ?? [], alarms ?? [],
            all.Length == 0 ? 0 : BeatFrame.FirstSampleOf(all[^1].Index + 1));
    }

    public static IEnumerable<JudgedBeat> Beats(int first, int count) =>
        Enumerable.Range(first, count).Select(i => Beat(i));

    public static AlarmRecord Alarm(
        string patientId, long onset, AlarmState state = AlarmState.Active, string text = "VT 5 beats at 120/min",
        AlarmPriority priority = AlarmPriority.High)
    {
        var at = Start.AddMilliseconds(800 * onset);
        return new AlarmRecord(
            AlarmRecord.IdOf(patientId, "ventricular-run", onset), patientId, "ventricular-run",
            AlarmKind.Physiological, priority, state, text, onset, at, at.AddSeconds(1), at.AddSeconds(2),
            state is AlarmState.Latched or AlarmState.Cleared ? at.AddSeconds(9) : null, null, null, null);
    }

    private static ClassProbabilities Classes(Random random) => new(
        random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle());
}

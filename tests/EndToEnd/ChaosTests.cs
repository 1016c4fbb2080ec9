using EcgStream.Contracts.Alarms;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.EndToEnd;

/// <summary>
/// Chaos equals calm: a line that loses, doubles, reorders and holds up chunks changes nothing of what is stored.
/// ECGSTREAM_CHAOS_PATIENTS and ECGSTREAM_CHAOS_BEATS set the size of the ward.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ChaosTests(CalmRun calm, ITestOutputHelper report) : IClassFixture<CalmRun>
{
    private const string DeclaredLost = "declared lost by the producer";
    private const string GivenUp = "not received within 30 s";

    [Theory]
    [InlineData("stream")]
    [InlineData("call")]
    public async Task Run_FaultyLine_StoresWhatACalmOneStores(string door)
    {
        using var folder = new TempFolder();
        var (chaos, outcome) = await CalmRun.RunAsync(folder, door, "drop=5,duplicate=5,reorder=5,delay=2,stall=5");

        var faults = Faults(outcome);
        Assert.All((string[])["dropped", "duplicated", "reordered", "delayed", "stalls"], fault => Assert.NotEqual(0, faults[fault]));
        Assert.Equal(calm.Ward.Select(patient => patient.PatientId), chaos.Select(patient => patient.PatientId));
        foreach (var (expected, actual) in calm.Ward.Zip(chaos))
        {
            Assert.Empty(actual.Holes);
            Assert.Equal(expected.Alarms.Where(IsOfThePatient).Select(Told), actual.Alarms.Where(IsOfThePatient).Select(Told));
            Assert.Equal(CalmRun.Beats, actual.Beats.Count);
            foreach (var (one, other) in expected.Beats.Zip(actual.Beats)) AssertSame(one, other, actual.PatientId);
        }

        Assert.Contains(calm.Ward, patient => patient.Alarms.Any(alarm => alarm.Priority == AlarmPriority.High));
    }

    [Theory]
    [InlineData("stream", "gone=1,drop=2", DeclaredLost)]
    [InlineData("call", "gone=1,drop=2,jump=1", DeclaredLost)]
    [InlineData("call", "lose=1,duplicate=2", GivenUp)]
    public async Task Run_BeatsLostForGood_LeavesExactlyThoseHoles(string door, string faults, string reason)
    {
        using var folder = new TempFolder();
        // Where nobody tells of a loss each takes half a minute; a short run has few of them.
        var patients = reason == GivenUp && CalmRun.Patients <= 100 ? Math.Min(20, CalmRun.Patients) : CalmRun.Patients;
        var (ward, outcome) = await CalmRun.RunAsync(folder, door, faults, patients);

        Faults(outcome);
        Assert.Equal(patients, ward.Count);
        var taken = outcome.Taken.ToDictionary(patient => patient.Key, patient => patient.Value.ToHashSet());
        Assert.InRange(taken.Values.Sum(beats => beats.Count), patients * CalmRun.Beats / 400, patients * CalmRun.Beats / 40);
        foreach (var (expected, actual) in calm.Ward.Zip(ward))
        {
            var gone = taken.GetValueOrDefault(actual.PatientId) ?? [];
            foreach (var (one, other) in expected.Beats.Where(beat => !gone.Contains(beat.Index)).Zip(actual.Beats)) AssertSame(one, other, actual.PatientId);
            Assert.Equal(CalmRun.Beats - gone.Count, actual.Beats.Count);
            // Beats missing at the very end, with nothing behind them, cannot be told from beats still to come.
            if (reason != DeclaredLost) gone.RemoveWhere(beat => beat > actual.Beats[^1].Index);
            Assert.Equal(gone.Order(), actual.Holes.SelectMany(hole => Enumerable.Range(0, (int)hole.BeatCount).Select(n => hole.FirstBeat + n)));
            Assert.All(actual.Holes, hole => Assert.Equal(reason, hole.Reason));
        }
    }

    private IReadOnlyDictionary<string, long> Faults(RunOutcome outcome)
    {
        Assert.NotNull(outcome.Faults);
        report.WriteLine(string.Join(", ", outcome.Faults.Select(fault => $"{fault.Key} {fault.Value}")));
        return outcome.Faults;
    }

    // Times of day differ between runs. A chunk that is lost three times over is rightly a technical alarm, and so is the
    // silence of a patient whose last beat is sent while others' are still to come.
    private static bool IsOfThePatient(AlarmRecord alarm) => alarm.Kind == AlarmKind.Physiological;

    private static (string, AlarmPriority, AlarmState, string) Told(AlarmRecord alarm) => (alarm.Id, alarm.Priority, alarm.State, alarm.Text);

    private static void AssertSame(in JudgedBeat expected, in JudgedBeat actual, string patient)
    {
        var (a, b) = (expected.Verdict, actual.Verdict);
        Assert.Equal(
            (patient, expected.Index, expected.SampleHash, expected.RrMs, a.Class, a.Disagree, a.IsAnomalous, a.ModelSet),
            (patient, actual.Index, actual.SampleHash, actual.RrMs, b.Class, b.Disagree, b.IsAnomalous, b.ModelSet));
        // Models round differently in batches of different sizes.
        Assert.Equal(a.Probability, b.Probability, tolerance: 1e-5f);
        Assert.Equal(a.Abnormality, b.Abnormality, tolerance: 1e-5f);
        Assert.Equal(a.ReconstructionError, b.ReconstructionError, tolerance: 1e-5f);
        foreach (var name in BeatClassNames.All)
        {
            Assert.Equal(a.Dnn[name], b.Dnn[name], tolerance: 1e-5f);
            Assert.Equal(a.Lstm[name], b.Lstm[name], tolerance: 1e-5f);
            Assert.Equal(a.Cnn[name], b.Cnn[name], tolerance: 1e-5f);
        }
    }
}

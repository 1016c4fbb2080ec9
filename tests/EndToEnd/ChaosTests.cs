using EcgStream.Contracts.Alarms;
using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Xunit.Abstractions;

namespace EcgStream.EndToEnd;

/// <summary>
/// Chaos equals calm: a line that loses, doubles, reorders and holds up chunks changes nothing of what is stored.
/// ECGSTREAM_CHAOS_BEATS sets the beats of each of the 200 patients.
/// </summary>
public sealed class ChaosTests(CalmRun calm, ITestOutputHelper report) : IClassFixture<CalmRun>
{
    [Theory]
    [InlineData("stream")]
    [InlineData("call")]
    public async Task Run_FaultyLine_StoresWhatACalmOneStores(string door)
    {
        using var folder = new TempFolder();
        var (chaos, output) = await CalmRun.RunAsync(folder, door, "--faults", "drop=5,duplicate=5,reorder=5,stall=5");

        var faults = output.Split('\n').Single(line => line.StartsWith("Faults on purpose", StringComparison.Ordinal));
        report.WriteLine(faults);
        Assert.DoesNotMatch(@"\b0 (dropped|duplicated|reordered|stalls)", faults);
        Assert.Equal(calm.Ward.Select(patient => patient.PatientId), chaos.Select(patient => patient.PatientId));
        foreach (var (expected, actual) in calm.Ward.Zip(chaos))
        {
            Assert.Equal(expected.Holes, actual.Holes);
            Assert.Equal(expected.Alarms.Select(Told), actual.Alarms.Where(IsOfThePatient).Select(Told));
            Assert.Equal(CalmRun.Beats, actual.Beats.Count);
            foreach (var (one, other) in expected.Beats.Zip(actual.Beats)) AssertSame(one, other, actual.PatientId);
        }

        Assert.Contains(calm.Ward, patient => patient.Alarms.Any(alarm => alarm.Priority == AlarmPriority.High));
    }

    // Times of day differ between runs; a chunk that is lost three times over is rightly a technical alarm.
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

using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Who lies in the ward. The standard ward: 90 % healthy, 8 % ectopic, 2 % ventricular tachycardia (at least one).</summary>
/// <param name="Patients">How many, 1…100,000.</param>
/// <param name="Seed">Same seed, same ward, same beats.</param>
/// <param name="Source">Where beats come from.</param>
public sealed record WardPlan(int Patients, ulong Seed, IBeatSource Source)
{
    private static readonly IScenario Healthy = new HealthyScenario();
    private static readonly IScenario Ectopic = new EctopicScenario();
    private static readonly IScenario Tachycardia = new VentricularTachycardiaScenario();

    /// <summary>Id of patient number <paramref name="patient"/> (0-based): "sim-00001" and so on.</summary>
    public static string IdOf(int patient) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sim-{patient + 1:D5}");

    /// <summary>The scenario of a patient.</summary>
    public IScenario ScenarioOf(int patient)
    {
        // By position and not by chance: every ward of 50 has its alarm patient, whatever the seed.
        var place = patient % 50;
        return place switch { 2 => Tachycardia, 7 or 19 or 31 or 43 => Ectopic, _ => Patients < 3 && patient == 0 ? Tachycardia : Healthy };
    }

    /// <summary>Beat <paramref name="beat"/> of a patient: its truth, RR interval and samples (float[140]; not to be written into).</summary>
    public (ScenarioBeat Truth, float[] Samples) BeatAt(int patient, long beat)
    {
        var truth = ScenarioOf(patient).At(Seed, patient, beat);
        return (truth, Source.Draw(truth.Class, Draws.Bits(Seed, patient, beat, Rhythm.SamplesPurpose)));
    }
}

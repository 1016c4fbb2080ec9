using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Who lies in the ward. The standard ward: 90 % healthy, 8 % ectopic, 2 % (at least one) in alarm scenarios by turns.</summary>
/// <param name="Patients">How many, 1…100,000.</param>
/// <param name="Seed">Same seed, same ward, same beats.</param>
/// <param name="Source">Where beats come from.</param>
/// <param name="Everybody">The scenario of all patients, or null for the standard ward.</param>
/// <param name="Demo">The script of a demonstration, or null for the standard ward.</param>
public sealed record WardPlan(int Patients, ulong Seed, IBeatSource Source, IScenario? Everybody = null, DemoScript? Demo = null)
{
    private static readonly IScenario Healthy = new HealthyScenario();
    private static readonly IScenario Ectopic = new EctopicScenario();

    // The first is the one of small wards, where the demonstration must not wait for its alarm.
    private static readonly IScenario[] Alarming =
    [
        new VentricularTachycardiaScenario(), new BradycardiaScenario(), new ROnTScenario(), new TachycardiaScenario(),
        new PvcBurstsScenario(), new BigeminyScenario(), new FrequentPvcsScenario(),
    ];

    /// <summary>Id of patient number <paramref name="patient"/> (0-based): "sim-00001" and so on.</summary>
    public static string IdOf(int patient) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sim-{patient + 1:D5}");

    /// <summary>Bed of a patient: room of 50 and place in it, "1-03".</summary>
    public static string BedOf(int patient) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{patient / 50 + 1}-{patient % 50 + 1:D2}");

    /// <summary>The scenario of a patient.</summary>
    public IScenario ScenarioOf(int patient)
    {
        if (Everybody is not null) return Everybody;
        if (Demo is not null) return Demo.ScenarioOf(patient);
        // By position and not by chance: every ward of 50 has its alarm patient, whatever the seed.
        var (room, place) = (patient / 50, patient % 50);
        return place switch
        {
            2 => Alarming[room % Alarming.Length],
            7 or 19 or 31 or 43 => Ectopic,
            _ => Patients < 3 && patient == 0 ? Alarming[0] : Healthy,
        };
    }

    /// <summary>Beat <paramref name="beat"/> of a patient: its truth, RR interval and samples (float[140]; not to be written into).</summary>
    public (ScenarioBeat Truth, float[] Samples) BeatAt(int patient, long beat)
    {
        var scenario = ScenarioOf(patient);
        var truth = scenario.At(Seed, patient, beat);
        var drawn = Source.Draw(truth.Class, Draws.Bits(Seed, patient, beat, Rhythm.SamplesPurpose));
        return (truth, scenario.Shape(drawn, Seed, patient, beat));
    }
}

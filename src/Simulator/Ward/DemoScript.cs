using System.Globalization;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Three minutes in which something happens every ten seconds, each time to another patient.</summary>
public sealed class DemoScript
{
    /// <summary>Patients that it needs.</summary>
    public const int Patients = 20;

    /// <summary>How long it lasts.</summary>
    public const int Seconds = 180;

    private const int Period = 10;
    private const int FirstSecond = 5;

    private static readonly IScenario Healthy = new HealthyScenario();

    private static readonly DemoEvent[] Events =
    [
        new("a couplet, silent in the history", DemoEvent.Pvcs(2, 120)),
        new("ventricular tachycardia", DemoEvent.Pvcs(12, 150)),
        new("extreme bradycardia", DemoEvent.Row(9, BeatClass.Normal, 34)),
        new("bigeminy", DemoEvent.Bigeminy(10)),
        new("asystole", DemoEvent.After(7, Silence.NoBeat)),
        new("a run of three PVCs", DemoEvent.Pvcs(3, 130)),
        new("extreme tachycardia", DemoEvent.Row(60, BeatClass.Normal, 156)),
        new("a lead off", DemoEvent.After(12, Silence.LeadOff)),
        new("R-on-T PVCs", DemoEvent.TwoOnT()),
        new("muscle noise", DemoEvent.Plain(25), Noise),
        new("ventricular tachycardia", DemoEvent.Pvcs(16, 170)),
        new("a flat line", DemoEvent.Plain(9), static (samples, _) => new float[samples.Length]),
        new("a signal lost", DemoEvent.After(15, Silence.Lost)),
        new("extreme bradycardia", DemoEvent.Row(8, BeatClass.Normal, 30)),
        new("clipping", DemoEvent.Plain(25), static (samples, _) => Array.ConvertAll(samples, sample => Math.Clamp(sample, -1f, 1f))),
        new("a run of four PVCs", DemoEvent.Pvcs(4, 140)),
        new("asystole", DemoEvent.After(9, Silence.NoBeat)),
        new("ventricular tachycardia", DemoEvent.Pvcs(10, 160)),
    ];

    private readonly IScenario[] _scenarios = [.. Events.Select((happening, i) => new DemoScenario(SecondOf(i), happening))];

    /// <summary>What happens when and to whom, a line each.</summary>
    public static IEnumerable<string> Lines => Events.Select((happening, i) => string.Create(
        CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(SecondOf(i)):m\\:ss}  bed {WardPlan.BedOf(i)}  {happening.What}"));

    /// <summary>The scenario of a patient: an event for the first eighteen, health for the others.</summary>
    public IScenario ScenarioOf(int patient) => patient < _scenarios.Length ? _scenarios[patient] : Healthy;

    private static int SecondOf(int happening) => FirstSecond + Period * happening;

    private static float[] Noise(float[] samples, long beat)
    {
        var noisy = new float[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            noisy[i] = samples[i] + 1.5f * (float)(2 * Draws.Unit(Draws.Bits(0, 0, beat, Rhythm.NoisePurpose + i)) - 1);
        return noisy;
    }
}

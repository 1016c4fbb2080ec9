using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm whose samples carry no signal for 9 of every 90 beats, as behind a torn cable.</summary>
public sealed class FlatLineScenario : IScenario
{
    private static readonly Episode Flat = new(Period: 90, FirstOnset: 8, Spread: 12, Length: 9);

    /// <inheritdoc/>
    public string Name => "flat-line";

    /// <inheritdoc/>
    public string Description => "samples without any signal for 9 of every 90 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat) =>
        Flat.PhaseAt(seed, patient, beat) is null ? samples : new float[samples.Length];
}

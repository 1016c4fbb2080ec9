using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm in which 30 of every 90 beats carry a broad smooth wave that was not there before, as after a moved lead or a block.</summary>
public sealed class ChangedFormScenario : IScenario
{
    private const double Height = 2.5;
    private const double Centre = 80;
    private const double Width = 14;
    private static readonly Episode Changed = new(Period: 90, FirstOnset: 10, Spread: 12, Length: 30);

    /// <inheritdoc/>
    public string Name => "changed-form";

    /// <inheritdoc/>
    public string Description => "normal beats with a new broad wave in 30 of every 90 beats";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat)
    {
        if (Changed.PhaseAt(seed, patient, beat) is null) return samples;
        var changed = new double[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            changed[i] = samples[i] + Height * Math.Exp(-(i - Centre) * (i - Centre) / (2 * Width * Width));
        var mean = changed.Average();
        var deviation = Math.Sqrt(changed.Average(sample => (sample - mean) * (sample - mean)));
        return Array.ConvertAll(changed, sample => (float)((sample - mean) / deviation));
    }
}

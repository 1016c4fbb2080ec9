using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm whose amplitude swings by ± 25 % over 200 beats, as with posture and breathing or a drying electrode.</summary>
public sealed class AmplitudeDriftScenario : IScenario
{
    private const double Swing = 0.25;
    private const double Period = 200;

    /// <inheritdoc/>
    public string Name => "amplitude-drift";

    /// <inheritdoc/>
    public string Description => "normal beats whose amplitude swings by 25 %: no alarm";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) => new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat)
    {
        var gain = 1 + Swing * Math.Sin(2 * Math.PI * beat / Period);
        return Array.ConvertAll(samples, sample => (float)(sample * gain));
    }
}

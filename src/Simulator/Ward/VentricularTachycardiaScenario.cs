using EcgStream.Signal.Beats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Sinus rhythm with a run of 8 R-on-T ventricular beats at 150/min once in every 48 beats.</summary>
public sealed class VentricularTachycardiaScenario : IScenario
{
    private const int Period = 48;
    private const int RunLength = 8;
    private const int FirstOnset = 6; // early, so that a short demonstration shows an alarm

    /// <inheritdoc/>
    public string Name => "ventricular-tachycardia";

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat)
    {
        var shift = (long)(Draws.Bits(seed, patient, beat / Period, Rhythm.ClassPurpose) % (Period / 4));
        var onset = FirstOnset + shift;
        var phase = beat % Period - onset;
        return phase is >= 0 and < RunLength
            ? new(BeatClass.ROnTPvc, 60_000 / 150.0)
            : new(BeatClass.Normal, Rhythm.SinusRr(seed, patient, beat));
    }
}

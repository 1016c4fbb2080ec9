using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Something that comes once in every period of beats, each time at another place.</summary>
/// <param name="Period">Beats.</param>
/// <param name="FirstOnset">Earliest beat of a period at which it begins: early, so that a short demonstration shows it.</param>
/// <param name="Spread">Places at which it may begin.</param>
/// <param name="Length">Beats that it lasts; it ends within its period.</param>
internal readonly record struct Episode(int Period, int FirstOnset, int Spread, int Length)
{
    /// <summary>The beat's place within the episode, 0-based; null outside.</summary>
    internal int? PhaseAt(ulong seed, int patient, long beat)
    {
        if (beat < 0) return null;
        var shift = (long)(Draws.Bits(seed, patient, beat / Period, Rhythm.ClassPurpose) % (ulong)Spread);
        var phase = beat % Period - FirstOnset - shift;
        return phase >= 0 && phase < Length ? (int)phase : null;
    }
}

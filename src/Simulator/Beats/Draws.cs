namespace EcgStream.Simulator.Beats;

/// <summary>
/// Random numbers without a state: a function of seed, patient and beat. So beat n of a patient is the same beat however
/// often a run is stopped, resumed or checked, and "what was sent" needs no log.
/// </summary>
public static class Draws
{
    /// <summary>64 random bits for a purpose of one beat (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).</summary>
    public static ulong Bits(ulong seed, int patient, long beat, int purpose)
    {
        var state = Mix(seed + 0x9E37_79B9_7F4A_7C15UL * (ulong)(patient + 1));
        state = Mix(state ^ (ulong)beat * 0xD134_2543_DE82_EF95UL);
        return Mix(state + (ulong)purpose);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z += 0x9E37_79B9_7F4A_7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}

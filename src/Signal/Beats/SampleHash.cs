using System.Numerics;
using System.Runtime.InteropServices;

namespace EcgStream.Signal.Beats;

/// <summary>
/// A 64-bit fingerprint of a beat's samples, equal on every platform. It detects accidents (lost, swapped, doubled or
/// altered samples), not tampering. Multiply-rotate mixing with the finaliser of MurmurHash3 (Appleby, public domain);
/// written here because no hashing package with a stable 64-bit hash is on every feed the project builds from.
/// </summary>
public static class SampleHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio, odd

    /// <summary>Hashes samples bit by bit; +0 and −0 differ.</summary>
    /// <param name="samples">Any number of samples; a beat has 140.</param>
    public static ulong Of(ReadOnlySpan<float> samples)
    {
        var bits = MemoryMarshal.Cast<float, uint>(samples);
        var hash = (ulong)samples.Length * Multiplier;
        foreach (var sample in bits)
            hash = BitOperations.RotateLeft((hash ^ sample) * Multiplier, 29);

        hash ^= hash >> 33;
        hash *= 0xFF51_AFD7_ED55_8CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CE_B9FE_1A85_EC53;
        return hash ^ (hash >> 33);
    }
}

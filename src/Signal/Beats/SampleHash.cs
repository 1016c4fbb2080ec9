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
        var hash = Seed(samples.Length);
        foreach (var sample in MemoryMarshal.Cast<float, uint>(samples)) hash = Mix(hash, sample);
        return Finish(hash);
    }

    /// <summary>Hashes beats that lie one behind the other, each as <see cref="Of"/> does, in a third of the time.</summary>
    /// <param name="beats">n × 140 samples.</param>
    /// <param name="hashes">ulong[n].</param>
    public static void OfEach(ReadOnlySpan<float> beats, Span<ulong> hashes)
    {
        const int Length = BeatFrame.SampleCount;
        var at = 0;
        // One hash waits for each of its multiplications; four side by side fill the wait.
        for (; at + 4 <= hashes.Length; at += 4)
        {
            var bits = MemoryMarshal.Cast<float, uint>(beats.Slice(at * Length, 4 * Length));
            ulong a = Seed(Length), b = a, c = a, d = a;
            for (var i = 0; i < Length; i++)
            {
                a = Mix(a, bits[i]);
                b = Mix(b, bits[Length + i]);
                c = Mix(c, bits[2 * Length + i]);
                d = Mix(d, bits[3 * Length + i]);
            }

            (hashes[at], hashes[at + 1], hashes[at + 2], hashes[at + 3]) = (Finish(a), Finish(b), Finish(c), Finish(d));
        }

        for (; at < hashes.Length; at++) hashes[at] = Of(beats.Slice(at * Length, Length));
    }

    private static ulong Seed(int samples) => (ulong)samples * Multiplier;

    private static ulong Mix(ulong hash, uint sample) => BitOperations.RotateLeft((hash ^ sample) * Multiplier, 29);

    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51_AFD7_ED55_8CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CE_B9FE_1A85_EC53;
        return hash ^ (hash >> 33);
    }
}

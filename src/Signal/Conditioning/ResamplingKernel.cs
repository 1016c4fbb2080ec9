using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EcgStream.Signal.Conditioning;

/// <summary>
/// Linear-phase low-pass and change of rate in one step: a Hamming-windowed sinc of ± 70 ms, −6 dB at 38.5 Hz, flat to about
/// 27 Hz and more than 45 dB down from 50 Hz on, so that mains interference at 50 and 60 Hz is removed as well. The kernel is
/// tabled at 64 positions between two input samples; a position is off by at most 1/128 of an input sample.
/// (Windowed-sinc design: Oppenheim and Schafer, Discrete-Time Signal Processing, ch. 7.)
/// </summary>
internal sealed class ResamplingKernel
{
    /// <summary>Half the kernel's length, s: the delay of the filter.</summary>
    public const double HalfLengthSeconds = 0.07;

    private const double CutoffHz = 38.5;
    private const int Phases = 64;
    private const int MaxKept = 16;

    // The rates in use are few. The table of any other rate belongs to its conditioner alone, so the cache stays bounded.
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, ResamplingKernel> Kept = [];

    private readonly float[] _taps; // [Phases + 1][Length]

    private ResamplingKernel(double rateHz)
    {
        After = (int)Math.Ceiling(HalfLengthSeconds * rateHz);
        Length = (2 * After + 7) / 8 * 8;
        _taps = new float[(Phases + 1) * Length];
        for (var phase = 0; phase <= Phases; phase++)
        {
            var taps = _taps.AsSpan(phase * Length, Length);
            double sum = 0;
            for (var i = 0; i < Length; i++) sum += Kernel(SecondsOf(i, phase));
            for (var i = 0; i < Length; i++) taps[i] = (float)(Kernel(SecondsOf(i, phase)) / sum);
        }

        double SecondsOf(int tap, int phase) => (tap - (Length - 1 - After) - phase / (double)Phases) / rateHz;
    }

    /// <summary>Number of input samples that one output sample is made of; a multiple of 8.</summary>
    public int Length { get; }

    /// <summary>How many of them come after the input sample at or before the output's place.</summary>
    public int After { get; }

    /// <summary>The kernel for a rate.</summary>
    public static ResamplingKernel For(int milliHertz)
    {
        lock (Gate)
        {
            if (Kept.TryGetValue(milliHertz, out var kernel)) return kernel;
            kernel = new ResamplingKernel(milliHertz / 1_000.0);
            if (Kept.Count < MaxKept) Kept.Add(milliHertz, kernel);
            return kernel;
        }
    }

    /// <summary>One output sample.</summary>
    /// <param name="samples">float[<see cref="Length"/>]; the output lies between the samples −1−After and −After from the end.</param>
    /// <param name="fraction">How far after the first of these, 0 to 1.</param>
    public float Apply(ReadOnlySpan<float> samples, double fraction)
    {
        var taps = _taps.AsSpan((int)(fraction * Phases + 0.5) * Length, Length);
        ref var s = ref MemoryMarshal.GetReference(samples[..taps.Length]);
        ref var t = ref MemoryMarshal.GetReference(taps);
        // Vectors of four, added in a fixed order, give the same bits on every processor.
        var (even, odd) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (var i = 0; i < taps.Length; i += 8)
        {
            even += Load(ref s, i) * Load(ref t, i);
            odd += Load(ref s, i + 4) * Load(ref t, i + 4);
        }

        var sum = even + odd;
        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }

    private static Vector128<float> Load(ref float first, int offset) => Vector128.LoadUnsafe(ref Unsafe.Add(ref first, offset));

    private static double Kernel(double seconds)
    {
        if (Math.Abs(seconds) >= HalfLengthSeconds) return 0;
        var x = 2 * Math.PI * CutoffHz * seconds;
        var sinc = x == 0 ? 1 : Math.Sin(x) / x;
        return sinc * (0.54 + 0.46 * Math.Cos(Math.PI * seconds / HalfLengthSeconds));
    }
}

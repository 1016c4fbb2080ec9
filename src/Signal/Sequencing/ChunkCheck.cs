using System.Globalization;
using System.Numerics;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Sequencing;

/// <summary>What a chunk must be like, whoever sends it.</summary>
public static class ChunkCheck
{
    /// <summary>Largest magnitude of a sample, z-score units. ECG5000 stays below 8; mV or converter counts do not pass for long.</summary>
    public const float MaxMagnitude = 100;

    /// <summary>Shortest RR interval in ms (300 beats a minute).</summary>
    public const double MinRrMs = 200;

    /// <summary>Longest RR interval in ms (20 beats a minute).</summary>
    public const double MaxRrMs = 3000;

    // Far enough from the ends of DateTimeOffset that adding RR intervals never overflows.
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Why a chunk is refused, for people; null when it is well formed. Does not allocate for a good one.</summary>
    /// <param name="firstSample">Absolute index since admission.</param>
    /// <param name="startTime">Time of the first sample.</param>
    /// <param name="rrMs">RR interval in ms of each of its beats.</param>
    /// <param name="samples">z-score units.</param>
    public static string? RefusalOf(long firstSample, DateTimeOffset startTime, double rrMs, ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
            return "the chunk is empty";
        if (firstSample < 0)
            return Say($"the first sample's index {firstSample} is negative");
        if (firstSample > long.MaxValue - samples.Length)
            return Say($"the first sample's index {firstSample} is too large");
        if (!BeatFrame.IsFramed(firstSample, samples.Length))
            return Say($"samples {firstSample} to {firstSample + samples.Length - 1} cross a beat: a chunk is part of one beat or some whole beats of {BeatFrame.SampleCount} samples");
        if (!(rrMs >= MinRrMs && rrMs <= MaxRrMs)) // so that NaN is refused, too
            return Say($"the RR interval {rrMs} ms is outside {MinRrMs} to {MaxRrMs} ms");
        if (!IsPlausible(startTime))
            return Say($"the start time {startTime:O} is outside the years {Earliest.Year} to {Latest.Year - 1}");

        var bad = IndexOfBad(samples);
        return bad < 0 ? null
            : float.IsFinite(samples[bad])
                ? Say($"sample {firstSample + bad} is {samples[bad]}: outside ±{MaxMagnitude} z-score units")
                : Say($"sample {firstSample + bad} is {samples[bad]}: not a finite number");
    }

    /// <summary>True for times far enough from the ends of what can be said that adding to them never overflows.</summary>
    public static bool IsPlausible(DateTimeOffset time) => time >= Earliest && time < Latest;

    /// <summary>Index of the first sample that is NaN, infinite or beyond <see cref="MaxMagnitude"/>; −1 when all are good.</summary>
    public static int IndexOfBad(ReadOnlySpan<float> samples)
    {
        var limit = new Vector<float>(MaxMagnitude);
        var i = 0;
        // A comparison with NaN is false, so one test finds all three kinds.
        while (i <= samples.Length - Vector<float>.Count
               && Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(samples[i..])), limit))
            i += Vector<float>.Count;
        for (; i < samples.Length; i++)
            if (!(MathF.Abs(samples[i]) <= MaxMagnitude)) return i;
        return -1;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace EcgStream.Simulator.Faults;

/// <summary>Faults that were made on the way to a door.</summary>
/// <param name="Chunks">Chunks handed over, those sent again included.</param>
/// <param name="Dropped">Of these, lost.</param>
/// <param name="Duplicated">Of these, sent twice.</param>
/// <param name="Reordered">Of these, overtaken by the same patient's next.</param>
/// <param name="Delayed">Of these, late by up to 3 s.</param>
/// <param name="Stalls">Seconds in which nothing got through.</param>
/// <param name="Jumps">Jumps of a patient's clock.</param>
/// <param name="Taken">Beats taken away for good: declared lost, or never let through.</param>
public readonly record struct FaultCounts(
    long Chunks, long Dropped, long Duplicated, long Reordered, long Delayed, long Stalls, long Jumps, long Taken)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Faults on purpose in {Chunks} chunks: {Dropped} dropped, {Duplicated} duplicated, {Reordered} reordered, {Delayed} delayed, " +
        $"{Stalls} stalls, {Jumps} jumps of a clock, {Taken} beats taken away for good");
}

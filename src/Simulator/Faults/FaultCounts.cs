using System.Globalization;

namespace EcgStream.Simulator.Faults;

/// <summary>Faults that were made.</summary>
/// <param name="Chunks">Chunks handed over, those sent again included.</param>
/// <param name="Dropped">Of these, lost.</param>
/// <param name="Duplicated">Of these, sent twice.</param>
/// <param name="Reordered">Of these, overtaken by the same patient's next.</param>
/// <param name="Stalls">Seconds in which nothing got through.</param>
public readonly record struct FaultCounts(long Chunks, long Dropped, long Duplicated, long Reordered, long Stalls)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Faults on purpose in {Chunks} chunks: {Dropped} dropped, {Duplicated} duplicated, {Reordered} reordered, {Stalls} stalls");
}

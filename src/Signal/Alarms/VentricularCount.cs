using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Ventricular beats in a row, for the rules that yield to <see cref="VentricularRun"/>: three or more are its business.
/// A beat without a verdict and a hole end the row, as they do there.
/// </summary>
internal struct VentricularCount
{
    /// <summary>Beats in a row that are a run, and so an alarm of their own.</summary>
    internal const int Run = 3;

    private long _nextBeat;

    /// <summary>Beats in the row that the last beat belongs to; 0 when it is not ventricular.</summary>
    internal int Length { get; private set; }

    /// <summary>Takes the next beat.</summary>
    /// <returns>Length of the row that ended just before it; 0 when none did.</returns>
    internal int Observe(in JudgedBeat beat)
    {
        var before = Length;
        var continues = beat.Verdict.Class.IsVentricular() && (before == 0 || beat.Index == _nextBeat);
        _nextBeat = beat.Index + 1;
        if (continues)
        {
            Length = Math.Min(before + 1, int.MaxValue - 1);
            return 0;
        }
        Length = beat.Verdict.Class.IsVentricular() ? 1 : 0; // ventricular behind a hole
        return before;
    }
}

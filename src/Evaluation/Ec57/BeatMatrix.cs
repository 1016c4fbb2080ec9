using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.Ec57;

/// <summary>
/// Counts of a beat-by-beat comparison (ANSI/AAMI EC57, table 3). Rows are the reference, columns the algorithm: N, S, V, F,
/// Q, then O (no beat) and X (no beat, shutdown). Ratios are NaN where there is nothing to divide by.
/// </summary>
public sealed class BeatMatrix
{
    /// <summary>Row or column of "no beat".</summary>
    public const int O = 5;

    /// <summary>Row or column of "no beat, shutdown".</summary>
    public const int X = 6;

    private readonly long[,] _counts = new long[7, 7];

    /// <summary>Pairs of a reference row and an algorithm column.</summary>
    public long this[int reference, int test]
    {
        get => _counts[reference, test];
        internal set => _counts[reference, test] = value;
    }

    /// <summary>Pairs of two groups.</summary>
    public long this[AamiGroup reference, AamiGroup test] => _counts[(int)reference, (int)test];

    /// <summary>Beats found: pairs of any two groups.</summary>
    public long Found => Sum(0, O, 0, O);

    /// <summary>Reference beats without a pair.</summary>
    public long Missed => Sum(0, O, O, X + 1);

    /// <summary>Beats of the algorithm without a pair.</summary>
    public long Extra => Sum(O, X + 1, 0, O);

    /// <summary>QRS sensitivity: found ÷ reference beats.</summary>
    public double Sensitivity => Ratio(Found, Found + Missed);

    /// <summary>QRS positive predictivity: found ÷ beats of the algorithm.</summary>
    public double PositivePredictivity => Ratio(Found, Found + Extra);

    /// <summary>Reference beats of a group.</summary>
    public long ReferenceCount(AamiGroup group) => Sum((int)group, (int)group + 1, 0, X + 1);

    /// <summary>Sensitivity of a group: named so ÷ reference beats of it, missed ones included.</summary>
    public double SensitivityOf(AamiGroup group) => Ratio(this[group, group], ReferenceCount(group));

    /// <summary>
    /// Positive predictivity of a group: right ÷ all beats of the algorithm that are named so. As EC57 and bxb have it, beats
    /// named V do not count where the reference is F or Q, nor beats named S where it is Q.
    /// </summary>
    public double PositivePredictivityOf(AamiGroup group) => Ratio(this[group, group], NamedCount(group));

    /// <summary>The divisor of <see cref="PositivePredictivityOf"/>.</summary>
    public long NamedCount(AamiGroup group)
    {
        var column = (int)group;
        var all = Sum(0, X + 1, column, column + 1);
        if (group is AamiGroup.S or AamiGroup.V) all -= _counts[(int)AamiGroup.Q, column];
        if (group == AamiGroup.V) all -= _counts[(int)AamiGroup.F, column];
        return all;
    }

    /// <summary>Share of the reference's N, S, V and F beats that are found and named as the reference has them.</summary>
    public double Accuracy
    {
        get
        {
            var right = 0L;
            for (var i = 0; i < (int)AamiGroup.Q; i++) right += _counts[i, i];
            return Ratio(right, Sum(0, (int)AamiGroup.Q, 0, X + 1));
        }
    }

    /// <summary>Adds the counts of another comparison.</summary>
    public void Add(BeatMatrix other)
    {
        for (var row = 0; row <= X; row++)
            for (var column = 0; column <= X; column++)
                _counts[row, column] += other._counts[row, column];
    }

    /// <summary>Sum of a block of counts; upper bounds are exclusive.</summary>
    internal long Sum(int row, int rowEnd, int column, int columnEnd)
    {
        var sum = 0L;
        for (var r = row; r < rowEnd; r++)
            for (var c = column; c < columnEnd; c++)
                sum += _counts[r, c];
        return sum;
    }

    internal static double Ratio(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;
}

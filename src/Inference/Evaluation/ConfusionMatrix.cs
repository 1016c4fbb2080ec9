namespace EcgStream.Inference.Evaluation;

/// <summary>
/// True classes in rows, answers in columns, and what one beat of each true class counts for. A share of nothing is 0.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly int[][] _counts;
    private readonly double[] _weights;

    /// <param name="counts">int[k][k]: beats of true class row answered as column.</param>
    /// <param name="weights">double[k]: what a beat of the true class counts for.</param>
    public ConfusionMatrix(int[][] counts, double[] weights) => (_counts, _weights) = (counts, weights);

    /// <summary>Number of classes.</summary>
    public int Size => _counts.Length;

    /// <summary>Plain counts, unweighted.</summary>
    public int[][] Counts => _counts;

    /// <summary>Share of right answers.</summary>
    public double Accuracy => Share(Sum(k => Cell(k, k)), Sum(TrueOf));

    /// <summary>Unweighted mean of the classes' precision.</summary>
    public double PrecisionMacro => Sum(Precision) / Size;

    /// <summary>Unweighted mean of the classes' recall.</summary>
    public double RecallMacro => Sum(Recall) / Size;

    /// <summary>Unweighted mean of the classes' F1.</summary>
    public double F1Macro => Sum(F1) / Size;

    /// <summary>Mean of the classes' F1 by their share of beats.</summary>
    public double F1Weighted => Share(Sum(k => F1(k) * TrueOf(k)), Sum(TrueOf));

    /// <summary>Fills a matrix from pairs.</summary>
    /// <param name="truth">True classes, 0…size−1.</param>
    /// <param name="said">Answers, 0…size−1.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> said, double[] weights)
    {
        var counts = new int[weights.Length][];
        for (var k = 0; k < counts.Length; k++) counts[k] = new int[weights.Length];
        for (var i = 0; i < truth.Length; i++) counts[truth[i]][said[i]]++;
        return new(counts, weights);
    }

    /// <summary>Precision (positive predictivity) of a class.</summary>
    public double Precision(int k) => Share(Cell(k, k), SaidOf(k));

    /// <summary>Recall (sensitivity) of a class.</summary>
    public double Recall(int k) => Share(Cell(k, k), TrueOf(k));

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1(int k) => Share(2 * Cell(k, k), SaidOf(k) + TrueOf(k));

    /// <summary>Beats of a class, unweighted.</summary>
    public int CountOf(int k) => _counts[k].Sum();

    /// <summary>
    /// Number of equally weighted beats worth as much as those answered as this class: (Σw)²/Σw² (Kish, Survey Sampling, 1965).
    /// </summary>
    public double EffectiveSaid(int k)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var row = 0; row < Size; row++)
        {
            sum += _counts[row][k] * _weights[row];
            squares += _counts[row][k] * _weights[row] * _weights[row];
        }
        return Share(sum * sum, squares);
    }

    /// <summary>Draws as many beats of each true class again, with replacement.</summary>
    internal ConfusionMatrix Resample(Random random)
    {
        var drawn = new int[Size][];
        for (var row = 0; row < Size; row++)
        {
            drawn[row] = new int[Size];
            for (var left = CountOf(row); left > 0; left--)
            {
                var (pick, column) = (random.Next(CountOf(row)), 0);
                while ((pick -= _counts[row][column]) >= 0) column++;
                drawn[row][column]++;
            }
        }
        return new(drawn, _weights);
    }

    private double Cell(int row, int column) => _counts[row][column] * _weights[row];

    private double TrueOf(int k) => CountOf(k) * _weights[k];

    private double SaidOf(int k) => Sum(row => Cell(row, k));

    private double Sum(Func<int, double> of)
    {
        var sum = 0.0;
        for (var k = 0; k < Size; k++) sum += of(k);
        return sum;
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}

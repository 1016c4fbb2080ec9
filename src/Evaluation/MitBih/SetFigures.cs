using EcgStream.Evaluation.Ec57;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Figures of several records (ANSI/AAMI EC57, 3.5): gross, every beat counts the same; average, every record does.</summary>
/// <param name="Gross">Sum of the records' matrices.</param>
/// <param name="AverageSensitivity">Mean of the records' QRS sensitivity; NaN where no record has one.</param>
/// <param name="AveragePositivePredictivity">Mean of the records' QRS positive predictivity; NaN where no record has one.</param>
public sealed record SetFigures(BeatMatrix Gross, double AverageSensitivity, double AveragePositivePredictivity)
{
    /// <summary>Figures of a set of comparisons.</summary>
    public static SetFigures Of(IEnumerable<BeatComparison> comparisons)
    {
        var matrices = comparisons.Select(comparison => comparison.Matrix).ToList();
        var gross = new BeatMatrix();
        foreach (var matrix in matrices) gross.Add(matrix);
        return new(gross, Average(matrices, m => m.Sensitivity), Average(matrices, m => m.PositivePredictivity));
    }

    /// <summary>Mean of a figure over the records that have it; NaN where none has.</summary>
    public static double Average(IEnumerable<BeatMatrix> matrices, Func<BeatMatrix, double> figure)
    {
        var values = matrices.Select(figure).Where(value => !double.IsNaN(value)).ToList();
        return values.Count == 0 ? double.NaN : values.Average();
    }
}

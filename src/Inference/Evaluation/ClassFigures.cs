using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Evaluation;

/// <summary>One class as EC57 reports it.</summary>
/// <param name="Class">The class.</param>
/// <param name="Beats">Beats of it, unweighted.</param>
/// <param name="Sensitivity">Share of its beats found (recall).</param>
/// <param name="SensitivityInterval">95 % Wilson interval.</param>
/// <param name="PositivePredictivity">Share of answers "this class" that are right (precision).</param>
/// <param name="PositivePredictivityInterval">95 % Wilson interval, over the effective number of those answers.</param>
/// <param name="F1">Harmonic mean of the two.</param>
public sealed record ClassFigures(
    BeatClass Class, int Beats, double Sensitivity, Interval SensitivityInterval,
    double PositivePredictivity, Interval PositivePredictivityInterval, double F1);

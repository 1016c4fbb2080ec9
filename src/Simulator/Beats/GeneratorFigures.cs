using System.Globalization;

namespace EcgStream.Simulator.Beats;

/// <summary>How well generated beats are told apart from real ones, as measured by training/generator_check.py.</summary>
/// <param name="HeldOut">Fitted on one half of TRAIN, against the other half.</param>
/// <param name="WholeTrain">Fitted on TRAIN, against TRAIN.</param>
public sealed record GeneratorFigures(TwoSampleScores HeldOut, TwoSampleScores WholeTrain)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        beat generator, two-sample scores as measured in training (0.5: generated beats are not told apart from real ones)
        against held-out TRAIN beats: nearest neighbour {HeldOut.NearestNeighbour:0.000}, random forest {HeldOut.RandomForest:0.000}
        against the beats it was fitted on: nearest neighbour {WholeTrain.NearestNeighbour:0.000}, random forest {WholeTrain.RandomForest:0.000}
        """);
}

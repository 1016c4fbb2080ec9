using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Classify;

/// <summary>What one class model says.</summary>
/// <param name="Class">Its most probable class.</param>
/// <param name="Name">The class's name as the data set spells it.</param>
/// <param name="Probabilities">Calibrated probabilities of the five classes by number: [0] is class 1, Normal.</param>
public sealed record ModelAnswer(BeatClass Class, string Name, float[] Probabilities)
{
    internal static ModelAnswer From(in ClassProbabilities p) =>
        new(p.Best, p.Best.Name(), [p.Normal, p.ROnTPvc, p.Pvc, p.SupraventricularEctopic, p.Unclassified]);
}

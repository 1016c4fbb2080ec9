namespace EcgStream.Signal.Beats;

/// <summary>Calibrated probabilities of the five classes; they add up to 1.</summary>
public readonly record struct ClassProbabilities(
    float Normal, float ROnTPvc, float Pvc, float SupraventricularEctopic, float Unclassified)
{
    /// <summary>Reads five probabilities in class order.</summary>
    /// <param name="values">float[5] or longer.</param>
    public static ClassProbabilities From(ReadOnlySpan<float> values) =>
        new(values[0], values[1], values[2], values[3], values[4]);

    /// <summary>The probability of one class; 0 for <see cref="BeatClass.Unknown"/>.</summary>
    public float this[BeatClass beatClass] => beatClass switch
    {
        BeatClass.Normal => Normal,
        BeatClass.ROnTPvc => ROnTPvc,
        BeatClass.Pvc => Pvc,
        BeatClass.SupraventricularEctopic => SupraventricularEctopic,
        BeatClass.Unclassified => Unclassified,
        _ => 0,
    };

    /// <summary>The class with the highest probability; the lower number wins a tie.</summary>
    public BeatClass Best
    {
        get
        {
            var best = BeatClass.Normal;
            for (var c = BeatClass.ROnTPvc; c <= BeatClass.Unclassified; c++)
                if (this[c] > this[best]) best = c;
            return best;
        }
    }
}

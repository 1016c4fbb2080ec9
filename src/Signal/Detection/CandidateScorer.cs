namespace EcgStream.Signal.Detection;

/// <summary>
/// The discriminant that tells beats from other peaks: a network of one hidden layer over <see cref="CandidateFeatures.Count"/>
/// measures of a candidate. Its weights are fitted on MIT-BIH DS1 (docs/detector.md).
/// </summary>
internal sealed class CandidateScorer
{
    private readonly float[] _weights; // [hidden][features], then [hidden] biases, [hidden] output weights, 1 output bias

    /// <summary>Creates a scorer.</summary>
    /// <param name="weights">float[hidden × features + 2 × hidden + 1].</param>
    public CandidateScorer(float[] weights)
    {
        Hidden = (weights.Length - 1) / (CandidateFeatures.Count + 2);
        if (Hidden < 1 || weights.Length != Hidden * (CandidateFeatures.Count + 2) + 1)
            throw new ArgumentException($"{weights.Length} weights fit no network over {CandidateFeatures.Count} features.", nameof(weights));
        _weights = weights;
    }

    /// <summary>The scorer with the weights that ship.</summary>
    public static CandidateScorer Shipped { get; } = new(CandidateWeights.Values);

    /// <summary>Number of hidden units.</summary>
    public int Hidden { get; }

    /// <summary>Log-odds that a candidate is a beat.</summary>
    public float Score(ReadOnlySpan<float> features)
    {
        var weights = _weights.AsSpan();
        var biases = weights[(Hidden * CandidateFeatures.Count)..];
        var outputs = biases[Hidden..];
        var sum = outputs[Hidden];
        for (var unit = 0; unit < Hidden; unit++)
        {
            var row = weights.Slice(unit * CandidateFeatures.Count, CandidateFeatures.Count);
            var activation = biases[unit];
            for (var i = 0; i < row.Length; i++) activation += row[i] * features[i];
            if (activation > 0) sum += outputs[unit] * activation;
        }

        return sum;
    }
}

using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Judging;

/// <summary>
/// How four answers become one verdict; the same formulas as in training/combine.py, which fits their parameters:
/// <list type="bullet">
/// <item>class k: p(k) ∝ (Σ w(m)·p(m,k) / Σ w(m))^(1/temperature); the class is the most probable one; classes are BeatClass for ECG5000, AamiGroup for continuous ECG</item>
/// <item>abnormality = sigmoid(bias + a·logit(1 − p(Normal)) + b·ln(error / reference error))</item>
/// <item>the models disagree when the three class models do not all say the same on normal or not, or when the
/// autoencoder says otherwise than the combined class</item>
/// </list>
/// Immutable; a verdict allocates nothing.
/// </summary>
public sealed class Judgement
{
    private const double LeastProbability = 1e-12; // as in training: a logarithm of 0 would rule a class out for good
    private const double LeastLogitArgument = 1e-6;
    private const double LeastError = 1e-6;

    private readonly double _dnn, _lstm, _cnn, _exponent;
    private readonly AbnormalityRule _rule;
    private readonly string _version;

    /// <param name="parameters">Weights, temperature and rule.</param>
    /// <param name="threshold">The autoencoder's threshold, z-score units.</param>
    /// <param name="version">Version that the verdicts carry.</param>
    public Judgement(JudgementDescription parameters, float threshold, string version)
    {
        var weights = parameters.Weights;
        var sum = weights.Dnn + weights.Lstm + weights.Cnn;
        (_dnn, _lstm, _cnn) = (weights.Dnn / sum, weights.Lstm / sum, weights.Cnn / sum);
        _exponent = 1 / parameters.Temperature;
        _rule = parameters.Abnormal;
        Threshold = threshold;
        _version = version;
    }

    /// <summary>The autoencoder's threshold, z-score units.</summary>
    public float Threshold { get; }

    /// <summary>Abnormality above which a beat counts as abnormal, 0…1.</summary>
    public double AbnormalThreshold => _rule.Threshold;

    /// <summary>Judges one beat.</summary>
    /// <param name="scores">float[16]: probabilities of DNN, LSTM and CNN, then the autoencoder's error.</param>
    public Verdict Judge(ReadOnlySpan<float> scores)
    {
        Span<double> combined = stackalloc double[5];
        Combine(scores, combined);
        var best = 0;
        for (var k = 1; k < 5; k++)
            if (combined[k] > combined[best]) best = k;

        var (d, l, c) = (ClassProbabilities.From(scores), ClassProbabilities.From(scores[5..]), ClassProbabilities.From(scores[10..]));
        var (error, found) = (scores[15], (BeatClass)(best + 1));
        var dnnAbnormal = d.Best.IsAbnormal();
        var disagree = dnnAbnormal != l.Best.IsAbnormal() || dnnAbnormal != c.Best.IsAbnormal()
            || error > Threshold != found.IsAbnormal();
        return new(found, (float)combined[best], (float)Abnormality(combined[0], error), disagree, d, l, c, error, Threshold, _version);
    }

    /// <summary>Judges one beat of a continuous signal.</summary>
    /// <param name="scores">float[16]: probabilities of DNN, LSTM and CNN, then the autoencoder's error.</param>
    public GroupVerdict JudgeGroup(ReadOnlySpan<float> scores)
    {
        Span<double> combined = stackalloc double[5];
        Combine(scores, combined);
        var groups = new GroupProbabilities((float)combined[0], (float)combined[1], (float)combined[2], (float)combined[3], (float)combined[4]);
        var (d, l, c) = (GroupProbabilities.From(scores), GroupProbabilities.From(scores[5..]), GroupProbabilities.From(scores[10..]));
        var error = scores[15];
        var dnnNormal = d.Best == AamiGroup.N;
        var disagree = dnnNormal != (l.Best == AamiGroup.N) || dnnNormal != (c.Best == AamiGroup.N)
            || error > Threshold == (groups.Best == AamiGroup.N);
        return new(groups, (float)Abnormality(combined[0], error), disagree, d, l, c, error, Threshold, _version);
    }

    /// <summary>The combined probabilities of the five classes.</summary>
    /// <param name="scores">float[15] or longer.</param>
    /// <param name="combined">double[5], adds up to 1.</param>
    public void Combine(ReadOnlySpan<float> scores, Span<double> combined)
    {
        var sum = 0.0;
        for (var k = 0; k < 5; k++)
        {
            var mean = _dnn * scores[k] + _lstm * scores[5 + k] + _cnn * scores[10 + k];
            sum += combined[k] = _exponent == 1 ? mean : Math.Pow(Math.Clamp(mean, LeastProbability, 1), _exponent);
        }
        for (var k = 0; k < 5; k++) combined[k] /= sum;
    }

    private double Abnormality(double normal, double error)
    {
        var abnormal = Math.Clamp(1 - normal, LeastLogitArgument, 1 - LeastLogitArgument);
        var logit = Math.Log(abnormal / (1 - abnormal));
        var strangeness = Math.Log(Math.Max(error, LeastError) / _rule.ReferenceError);
        return 1 / (1 + Math.Exp(-(_rule.Bias + _rule.LogitAbnormal * logit + _rule.LogError * strangeness)));
    }
}

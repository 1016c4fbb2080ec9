using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Features;

namespace EcgStream.Inference.Judging;

/// <summary>
/// Judges beats of continuous ECG by a set for <see cref="JudgedSignal.MitBih"/>. Thread-safe; a call allocates nothing once as many
/// callers as ever at the same time have run.
/// </summary>
public sealed class GroupJudge : IDisposable
{
    private readonly ModelSet _set;
    private readonly Judgement _judgement;

    private GroupJudge(ModelSet set)
    {
        _set = set;
        _judgement = new(set.Manifest.Judgement, set.Manifest.Model(ModelNames.Autoencoder).Threshold!.Value, set.Manifest.Version);
    }

    /// <summary>The folder of the set that comes with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "models", JudgedSignal.MitBih);

    /// <summary>What the manifest says.</summary>
    public ModelManifest Manifest => _set.Manifest;

    /// <summary>Loads a set.</summary>
    /// <exception cref="ModelSetException">It is refused.</exception>
    public static GroupJudge Load(string folder) => new(ModelSet.Load(folder, JudgedSignal.MitBih));

    /// <summary>Judges beats.</summary>
    /// <param name="inputs">n × <see cref="BeatInput.Length"/> floats, as <see cref="BeatFeatures"/> makes them.</param>
    /// <param name="verdicts">One verdict a beat.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Judge(ReadOnlySpan<float> inputs, Span<GroupVerdict> verdicts)
    {
        if (inputs.Length != verdicts.Length * BeatInput.Length)
            throw new ArgumentException($"{inputs.Length} floats are not {verdicts.Length} beats of {BeatInput.Length}.", nameof(inputs));
        var bound = _set.Combined.Rent();
        try
        {
            for (var first = 0; first < verdicts.Length; first += ModelSession.MaxBatch)
            {
                var n = Math.Min(ModelSession.MaxBatch, verdicts.Length - first);
                inputs.Slice(first * BeatInput.Length, n * BeatInput.Length).CopyTo(bound.Beats);
                bound.Run(n);
                var scores = bound.Output(0, n);
                for (var i = 0; i < n; i++) verdicts[first + i] = _judgement.JudgeGroup(scores.Slice(i * ModelSet.ScoreCount, ModelSet.ScoreCount));
            }
        }
        finally
        {
            _set.Combined.Return(bound);
        }
    }

    /// <summary>Gives the set back.</summary>
    public void Dispose() => _set.Dispose();
}

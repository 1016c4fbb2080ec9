using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference;

/// <summary>
/// Runs models by choice, and explains beats: rare work that shares the process with live beats, so one at a time runs and
/// a few wait; more hear that inference is busy.
/// </summary>
public sealed class SingleModels(ModelHost models, IOptions<InferenceOptions> options) : IBeatExplainer
{
    /// <summary>Callers that may wait for their turn.</summary>
    public const int MaxWaiting = 16;

    private readonly SemaphoreSlim _turn = new(1);
    private int _waiting;

    /// <summary>Runs one model.</summary>
    /// <param name="model">dnn, lstm, cnn or autoencoder.</param>
    /// <param name="beats">n × 140 samples, finite.</param>
    /// <exception cref="ArgumentException">No such model, too many beats, or not n × 140 finite samples.</exception>
    /// <exception cref="InferenceBusyException">Too many callers wait.</exception>
    public Task<SingleResult> RunAsync(string model, ReadOnlyMemory<float> beats, CancellationToken cancel)
    {
        models.Current.Manifest.Model(model);
        Check(beats.Span);
        return InTurnAsync(active => active.Set.Run(model, beats.Span), cancel);
    }

    /// <inheritdoc/>
    public Task<BeatAttribution> ExplainAsync(ReadOnlyMemory<float> beat, CancellationToken cancel)
    {
        if (beat.Length != BeatFrame.SampleCount)
            throw new ArgumentException($"A beat has {BeatFrame.SampleCount} samples, not {beat.Length}.", nameof(beat));
        Check(beat.Span);
        return InTurnAsync(active => Attribution.Explain(active, beat.Span), cancel);
    }

    private async Task<T> InTurnAsync<T>(Func<ActiveModels, T> work, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new InferenceBusyException(options.Value.RetryAfter);
        }

        try
        {
            await _turn.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(() =>
            {
                using var lease = models.Acquire();
                return work(lease.Models);
            }, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Check(ReadOnlySpan<float> beats)
    {
        var count = beats.Length / BeatFrame.SampleCount;
        if (beats.Length % BeatFrame.SampleCount != 0)
            throw new ArgumentException($"{beats.Length} samples are not whole beats of {BeatFrame.SampleCount}.", nameof(beats));
        if (count > options.Value.OnDemandCapacity)
            throw new ArgumentException($"At most {options.Value.OnDemandCapacity} beats at once.", nameof(beats));
        foreach (var sample in beats)
            if (!float.IsFinite(sample)) throw new ArgumentException("A sample is not finite.", nameof(beats));
    }
}

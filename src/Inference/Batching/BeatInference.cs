using System.Diagnostics.Metrics;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Batching;

/// <summary>
/// Judges beats in micro-batches on threads of its own: a run blocks its thread, and the thread pool belongs to the grains.
/// </summary>
public sealed class BeatInference : IBeatInference, IHostedService, IDisposable
{
    private readonly InferenceQueues queues;
    private readonly InferenceOptions options;
    private readonly ModelHost models;
    private readonly InferenceMeter meter;
    private readonly TimeProvider clock;
    private readonly ILogger<BeatInference> logger;
    private readonly List<Task> workers = [];

    /// <param name="models">The models; not disposed here.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="clock">Where the verdicts' times come from.</param>
    /// <param name="logger">Hears failed runs.</param>
    /// <param name="meters">Owner of the meter, if any.</param>
    public BeatInference(ModelHost models, IOptions<InferenceOptions> options, TimeProvider clock,
        ILogger<BeatInference> logger, IMeterFactory? meters = null)
    {
        (this.models, this.options, this.clock, this.logger) = (models, options.Value, clock, logger);
        queues = new(this.options.QueueCapacity, this.options.OnDemandCapacity);
        meter = new(meters, () => queues.LiveWaiting, () => queues.OnDemand.Waiting);
    }

    /// <inheritdoc/>
    public ModelManifest Models => models.Current.Manifest;

    /// <inheritdoc/>
    public int QueueDepth => queues.LiveWaiting;

    /// <summary>Counts since start.</summary>
    public InferenceStatistics Statistics =>
        new(meter.Beats, meter.Batches, meter.Failed, queues.LiveWaiting, queues.OnDemand.Waiting);

    /// <inheritdoc/>
    public bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink)
    {
        if (beat.Samples.Length != BeatFrame.SampleCount)
            throw new ArgumentException($"A beat has {BeatFrame.SampleCount} samples, not {beat.Samples.Length}.", nameof(beat));
        return queues.TryAddLive(new(beat, received, sink));
    }

    /// <inheritdoc/>
    public async Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel)
    {
        Check(beats.Span);
        cancel.ThrowIfCancellationRequested();
        var request = new OnDemandRequest(beats);
        if (request.Count == 0) return [];
        if (!queues.TryAddOnDemand(request)) throw new InferenceBusyException(options.RetryAfter);
        await using var registration = cancel.UnsafeRegister(static (r, token) => ((OnDemandRequest)r!).Cancel(token), request);
        return await request.Task;
    }

    /// <summary>Starts the workers.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        for (var i = 0; i < options.WorkerCount; i++)
            workers.Add(StartWorker($"inference {i}"));
        logger.Started(Models.Version, options.WorkerCount);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes no more beats and finishes what waits. Live beats that still wait when the host's patience ends hear nothing:
    /// they are above their watermark, so their producers send them again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        queues.Close();
        try
        {
            await Task.WhenAll(workers).WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            queues.Abandon();
            await Task.WhenAll(workers);
            logger.StoppedEarly(queues.LiveWaiting);
        }

        queues.FailOnDemand();
    }

    /// <summary>Ends the workers if nobody did.</summary>
    public void Dispose()
    {
        queues.Abandon();
        Task.WaitAll([.. workers]);
        queues.FailOnDemand();
        meter.Dispose();
    }

    private Task StartWorker(string name)
    {
        var worker = new InferenceWorker(queues, models, options, meter, clock, logger);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            worker.Work();
            ended.SetResult();
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return ended.Task;
    }

    private void Check(ReadOnlySpan<float> beats)
    {
        if (beats.Length % BeatFrame.SampleCount != 0)
            throw new ArgumentException($"{beats.Length} samples are not whole beats of {BeatFrame.SampleCount}.", nameof(beats));
        if (beats.Length / BeatFrame.SampleCount > options.OnDemandCapacity)
            throw new ArgumentException($"At most {options.OnDemandCapacity} beats at once.", nameof(beats));
        for (var i = 0; i < beats.Length; i++)
            if (!float.IsFinite(beats[i]))
                throw new ArgumentException(
                    $"Sample {i % BeatFrame.SampleCount} of beat {i / BeatFrame.SampleCount} is not finite.", nameof(beats));
    }
}

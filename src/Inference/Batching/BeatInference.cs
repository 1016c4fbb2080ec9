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
    private readonly InferenceQueues _queues;
    private readonly InferenceOptions _options;
    private readonly ModelHost _models;
    private readonly InferenceMeter _meter;
    private readonly TimeProvider _clock;
    private readonly ILogger<BeatInference> _logger;
    private readonly List<Task> _workers = [];

    /// <param name="models">The models; not disposed here.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="clock">Where the verdicts' times come from.</param>
    /// <param name="logger">Hears failed runs.</param>
    /// <param name="meters">Owner of the meter, if any.</param>
    public BeatInference(ModelHost models, IOptions<InferenceOptions> options, TimeProvider clock,
        ILogger<BeatInference> logger, IMeterFactory? meters = null)
    {
        (_models, _options, _clock, _logger) = (models, options.Value, clock, logger);
        _queues = new(_options.QueueCapacity, _options.OnDemandCapacity);
        _meter = new(meters, clock, () => _queues.LiveWaiting, () => _queues.OnDemand.Waiting);
    }

    /// <inheritdoc/>
    public ModelManifest Models => _models.Current.Manifest;

    /// <inheritdoc/>
    public int QueueDepth => _queues.LiveWaiting;

    /// <inheritdoc/>
    public TimeSpan LongestWait => _queues.NextReceived is { } received ? _clock.GetUtcNow() - received : TimeSpan.Zero;

    /// <inheritdoc/>
    public BatchSizes RecentBatches => _meter.Recent;

    /// <summary>Counts since start.</summary>
    public InferenceStatistics Statistics =>
        new(_meter.Beats, _meter.Batches, _meter.Failed, _queues.LiveWaiting, _queues.OnDemand.Waiting);

    /// <inheritdoc/>
    public bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink)
    {
        if (beat.Samples.Length != BeatFrame.SampleCount)
            throw new ArgumentException($"A beat has {BeatFrame.SampleCount} samples, not {beat.Samples.Length}.", nameof(beat));
        return _queues.TryAddLive(new(beat, received, sink, InferenceTracing.Origin));
    }

    /// <inheritdoc/>
    public async Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel)
    {
        Check(beats.Span);
        cancel.ThrowIfCancellationRequested();
        var request = new OnDemandRequest(beats);
        if (request.Count == 0) return [];
        if (!_queues.TryAddOnDemand(request)) throw new InferenceBusyException(_options.RetryAfter);
        await using var registration = cancel.UnsafeRegister(static (r, token) => ((OnDemandRequest)r!).Cancel(token), request);
        return await request.Task;
    }

    /// <summary>Starts the workers.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _options.WorkerCount; i++)
            _workers.Add(StartWorker($"inference {i}"));
        _logger.Started(Models.Version, _options.WorkerCount);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes no more beats and finishes what waits. Live beats that still wait when the host's patience ends hear nothing:
    /// they are above their watermark, so their producers send them again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        _queues.Close();
        try
        {
            await Task.WhenAll(_workers).WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _queues.Abandon();
            await Task.WhenAll(_workers);
            _logger.StoppedEarly(_queues.LiveWaiting);
        }

        _queues.FailOnDemand();
    }

    /// <summary>Ends the workers if nobody did.</summary>
    public void Dispose()
    {
        _queues.Abandon();
        Task.WaitAll([.. _workers]);
        _queues.FailOnDemand();
        _meter.Dispose();
    }

    private Task StartWorker(string name)
    {
        var worker = new InferenceWorker(_queues, _models, _options, _meter, _clock, _logger);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            worker.Work();
            ended.SetResult();
        })
        { IsBackground = true, Name = name };
        thread.UnsafeStart(); // without what flows with the starter's context: each task that a verdict starts would carry it
        return ended.Task;
    }

    private void Check(ReadOnlySpan<float> beats)
    {
        if (beats.Length % BeatFrame.SampleCount != 0)
            throw new ArgumentException($"{beats.Length} samples are not whole beats of {BeatFrame.SampleCount}.", nameof(beats));
        if (beats.Length / BeatFrame.SampleCount > _options.OnDemandCapacity)
            throw new ArgumentException($"At most {_options.OnDemandCapacity} beats at once.", nameof(beats));
        for (var i = 0; i < beats.Length; i++)
            if (!float.IsFinite(beats[i]))
                throw new ArgumentException(
                    $"Sample {i % BeatFrame.SampleCount} of beat {i / BeatFrame.SampleCount} is not finite.", nameof(beats));
    }
}

using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging;

namespace EcgStream.Inference.Batching;

/// <summary>
/// One thread: takes what waits, runs it, hands out verdicts. It never waits for a batch to fill: at low load a beat runs
/// alone and at once, and while a run lasts the next batch gathers by itself.
/// </summary>
internal sealed class InferenceWorker(
    InferenceQueues queues, ModelHost models, InferenceOptions options, InferenceMeter meter, TimeProvider clock, ILogger logger)
{
    private readonly TurnTaking _turns = new(options.LiveBatchesPerOnDemand);
    private readonly LiveBeat[] _live = new LiveBeat[options.MaxBatch];
    private readonly ulong[] _hashes = new ulong[options.MaxBatch]; // of the samples of _live
    private int _heard; // of the beats of _live those whose sinks have their answer
    private readonly (OnDemandRequest Request, int Beat)[] _asked = new (OnDemandRequest, int)[options.OnDemandBatch];

    /// <summary>Works until the queues are closed and empty, or abandoned.</summary>
    public void Work()
    {
        while (queues.WaitForWork())
        {
            if (_turns.IsOnDemandNext(queues.LiveWaiting > 0, queues.OnDemand.Waiting > 0))
                RunOnDemand();
            else
                RunLive();
        }
    }

    private void RunLive()
    {
        (var n, _heard) = (0, 0);
        while (n < _live.Length && queues.TryTakeLive(out _live[n])) n++;
        if (n == 0) return; // another worker was faster
        var batched = clock.GetUtcNow();
        logger.RunBegins(n);
        try
        {
            RunLive(n, batched);
            logger.RunEnds();
        }
        catch (Exception e)
        {
            logger.RunFailed(n - _heard, e);
            meter.Ended(0, n - _heard);
            while (_heard < n) Fail(_live[_heard++], e);
        }
        Array.Clear(_live, 0, n); // an idle worker must not keep patients' samples alive
    }

    private void RunLive(int n, DateTimeOffset batched)
    {
        using var span = InferenceTracing.Run(_live.AsSpan(0, n));
        using var lease = models.Acquire();
        var session = lease.Models.Set.Combined;
        var bound = session.Rent();
        try
        {
            for (var i = 0; i < n; i++)
                _live[i].Beat.Samples.Span.CopyTo(bound.Beats[(i * BeatFrame.SampleCount)..]);
            bound.Run(n);
            meter.Ran(n);
            SampleHash.OfEach(bound.Beats[..(n * BeatFrame.SampleCount)], _hashes.AsSpan(0, n));
            HandOut(bound.Output(0, n), n, lease.Models.Judgement, batched);
        }
        finally
        {
            session.Return(bound);
        }
    }

    private void HandOut(ReadOnlySpan<float> scores, int n, Judgement judgement, DateTimeOffset batched)
    {
        var (inferred, judged) = (clock.GetUtcNow(), 0);
        while (_heard < n)
        {
            var i = _heard++; // before the sink is told: whatever fails then, it is told once
            ref readonly var item = ref _live[i];
            var row = scores.Slice(i * ModelSet.ScoreCount, ModelSet.ScoreCount);
            if (!AllFinite(row))
            {
                Fail(item, NotFinite());
                continue;
            }

            judged++;
            var beat = item.Beat;
            var result = new JudgedBeat(beat.Index, beat.Start, beat.RrMs, _hashes[i],
                judgement.Judge(row), new(beat.Due, item.Received, batched, inferred));
            try
            {
                item.Sink.Judged(result);
            }
            catch (Exception e)
            {
                logger.SinkFailed(e);
            }
        }
        meter.Ended(judged, n - judged);
    }

    private void Fail(in LiveBeat item, Exception reason)
    {
        try
        {
            item.Sink.Failed(item.Beat, reason);
        }
        catch (Exception e)
        {
            logger.SinkFailed(e);
        }
    }

    private void RunOnDemand()
    {
        var n = 0;
        while (n < _asked.Length && queues.OnDemand.TryTake(out var request, out var beat)) _asked[n++] = (request, beat);
        if (n == 0) return;
        try
        {
            RunOnDemand(n);
        }
        catch (Exception e)
        {
            logger.RunFailed(n, e);
            meter.Ended(0, n);
            for (var i = 0; i < n; i++) _asked[i].Request.Failed(e);
        }
        Array.Clear(_asked, 0, n);
    }

    private void RunOnDemand(int n)
    {
        using var lease = models.Acquire();
        var session = lease.Models.Set.Combined;
        var bound = session.Rent();
        try
        {
            for (var i = 0; i < n; i++)
                _asked[i].Request.Samples(_asked[i].Beat).CopyTo(bound.Beats[(i * BeatFrame.SampleCount)..]);
            bound.Run(n);
            meter.Ran(n);
            var judged = 0;
            for (var i = 0; i < n; i++)
            {
                var row = bound.Output(0, n).Slice(i * ModelSet.ScoreCount, ModelSet.ScoreCount);
                if (AllFinite(row))
                {
                    judged++;
                    _asked[i].Request.Judged(_asked[i].Beat, lease.Models.Judgement.Judge(row));
                }
                else
                {
                    _asked[i].Request.Failed(NotFinite());
                }
            }
            meter.Ended(judged, n - judged);
        }
        finally
        {
            session.Return(bound);
        }
    }

    // A sample that is not finite makes the autoencoder's error not finite, so the scores alone tell.
    private static bool AllFinite(ReadOnlySpan<float> scores)
    {
        foreach (var score in scores)
            if (!float.IsFinite(score)) return false;
        return true;
    }

    private static ArithmeticException NotFinite() =>
        new("The models gave a value that is not finite: a sample is not finite, or far too large.");
}

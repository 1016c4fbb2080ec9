using System.Collections.Concurrent;
using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Batching;

/// <summary>Keeps what it hears; can hold a worker until released.</summary>
internal sealed class RecordingSink(int expected = int.MaxValue) : IVerdictSink
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _heard;

    public ConcurrentQueue<JudgedBeat> Beats { get; } = new();

    public ConcurrentQueue<(Beat Beat, Exception Reason)> Failures { get; } = new();

    public Action<JudgedBeat>? OnJudged { get; init; }

    /// <summary>Done when as many verdicts and failures as expected have come.</summary>
    public Task All => _all.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Judged(in JudgedBeat beat)
    {
        Beats.Enqueue(beat);
        try
        {
            OnJudged?.Invoke(beat);
        }
        finally
        {
            Count();
        }
    }

    public void Failed(in Beat beat, Exception reason)
    {
        Failures.Enqueue((beat, reason));
        Count();
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _heard) == expected) _all.SetResult();
    }
}

using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Batching;

/// <summary>Beats of one caller on demand; several workers may judge parts of it.</summary>
internal sealed class OnDemandRequest(ReadOnlyMemory<float> beats)
{
    private readonly Verdict[] _verdicts = new Verdict[beats.Length / BeatFrame.SampleCount];
    private readonly TaskCompletionSource<Verdict[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = beats.Length / BeatFrame.SampleCount;

    public int Count => _verdicts.Length;

    public Task<Verdict[]> Task => _done.Task;

    /// <summary>Answered, failed or given up: what is left of it need not run.</summary>
    public bool IsOver => _done.Task.IsCompleted;

    public ReadOnlySpan<float> Samples(int beat) =>
        beats.Span.Slice(beat * BeatFrame.SampleCount, BeatFrame.SampleCount);

    public void Judged(int beat, in Verdict verdict)
    {
        _verdicts[beat] = verdict;
        if (Interlocked.Decrement(ref _missing) == 0) _done.TrySetResult(_verdicts);
    }

    public void Failed(Exception reason) => _done.TrySetException(reason);

    public void Cancel(CancellationToken cancel) => _done.TrySetCanceled(cancel);
}

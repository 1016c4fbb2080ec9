using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Batching;

/// <summary>Beats of one caller on demand; several workers may judge parts of it.</summary>
internal sealed class OnDemandRequest(ReadOnlyMemory<float> beats)
{
    private readonly Verdict[] verdicts = new Verdict[beats.Length / BeatFrame.SampleCount];
    private readonly TaskCompletionSource<Verdict[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int missing = beats.Length / BeatFrame.SampleCount;

    public int Count => verdicts.Length;

    public Task<Verdict[]> Task => done.Task;

    /// <summary>Answered, failed or given up: what is left of it need not run.</summary>
    public bool IsOver => done.Task.IsCompleted;

    public ReadOnlySpan<float> Samples(int beat) =>
        beats.Span.Slice(beat * BeatFrame.SampleCount, BeatFrame.SampleCount);

    public void Judged(int beat, in Verdict verdict)
    {
        verdicts[beat] = verdict;
        if (Interlocked.Decrement(ref missing) == 0) done.TrySetResult(verdicts);
    }

    public void Failed(Exception reason) => done.TrySetException(reason);

    public void Cancel(CancellationToken cancel) => done.TrySetCanceled(cancel);
}

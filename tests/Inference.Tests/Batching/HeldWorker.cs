using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Batching;

/// <summary>A sink that keeps the one worker busy until let go, so that a test can fill the queues meanwhile.</summary>
internal sealed class HeldWorker : IVerdictSink, IDisposable
{
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim go = new();

    /// <summary>Done when the worker is held.</summary>
    public Task Held => held.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void LetGo() => go.Set();

    public void Judged(in JudgedBeat beat)
    {
        held.TrySetResult();
        go.Wait(TimeSpan.FromSeconds(60));
    }

    public void Failed(in Beat beat, Exception reason) => held.TrySetException(reason);

    public void Dispose()
    {
        go.Set();
        go.Dispose();
    }
}

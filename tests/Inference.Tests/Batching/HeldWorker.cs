using EcgStream.Inference.Batching;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Batching;

/// <summary>A sink that keeps the one worker busy until let go, so that a test can fill the queues meanwhile.</summary>
internal sealed class HeldWorker : IVerdictSink, IDisposable
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _go = new();

    /// <summary>Done when the worker is held.</summary>
    public Task Held => _held.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void LetGo() => _go.Set();

    public void Judged(in JudgedBeat beat)
    {
        _held.TrySetResult();
        _go.Wait(TimeSpan.FromSeconds(60));
    }

    public void Failed(in Beat beat, Exception reason) => _held.TrySetException(reason);

    public void Dispose()
    {
        _go.Set();
        _go.Dispose();
    }
}

namespace EcgStream.History.Writing;

/// <summary>Writes nothing; is done when all that stood before it in the queue is committed or refused.</summary>
internal sealed class FlushRequest : WriteRequest
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override int Rows => 0;

    public override void Committed() => _done.TrySetResult();

    public override void Failed(Exception reason) => _done.TrySetResult();
}

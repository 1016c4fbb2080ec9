namespace EcgStream.History.Writing;

/// <summary>A write whose caller waits for a result.</summary>
internal sealed class CallRequest<T>(Func<WriterConnection, T> apply) : WriteRequest
{
    // Whoever waits must not go on on the writer's thread.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override int Rows => 1;

    public override void Apply(WriterConnection connection) => _result = apply(connection);

    public override void Committed() => _done.TrySetResult(_result!);

    public override void Failed(Exception reason) => _done.TrySetException(reason);
}

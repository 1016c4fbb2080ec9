namespace EcgStream.History.Writing;

/// <summary>A write whose caller waits for a result.</summary>
internal abstract class CallRequest : WriteRequest
{
    /// <summary>The patient whose rows it changes, where it is one patient.</summary>
    public abstract string? PatientId { get; }

    public override int Rows => 1;

    /// <summary>Writes within the running transaction. May be called again when the transaction was rolled back.</summary>
    public abstract void Apply(IStoreCalls calls);
}

/// <inheritdoc/>
internal sealed class CallRequest<T>(string? patientId, Func<IStoreCalls, T> apply) : CallRequest
{
    // Whoever waits must not go on on the writer's thread.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override string? PatientId => patientId;

    public override void Apply(IStoreCalls calls) => _result = apply(calls);

    public override void Committed() => _done.TrySetResult(_result!);

    public override void Failed(Exception reason) => _done.TrySetException(reason);
}

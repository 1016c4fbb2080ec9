namespace EcgStream.History.Writing;

/// <summary>Something for the writer's queue.</summary>
internal abstract class WriteRequest
{
    /// <summary>Rows it writes, about.</summary>
    public abstract int Rows { get; }

    /// <summary>Writes within the running transaction. May be called again when the transaction was rolled back.</summary>
    public abstract void Apply(WriterConnection connection);

    /// <summary>Rows that the store did not take and that were left out.</summary>
    public virtual IReadOnlyList<RefusedRow> Refused => [];

    /// <summary>From here on <see cref="Apply"/> leaves out what the store refuses; false when there is nothing to leave out.</summary>
    public virtual bool LeaveOutRefused() => false;

    /// <summary>The transaction is durable.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it is stored.</summary>
    public abstract void Failed(Exception reason);
}

namespace EcgStream.History.Writing;

/// <summary>Something for the writer's queue.</summary>
internal abstract class WriteRequest
{
    /// <summary>Rows it writes, about.</summary>
    public abstract int Rows { get; }

    /// <summary>Writes within the running transaction. May be called again when the transaction was rolled back.</summary>
    public abstract void Apply(WriterConnection connection);

    /// <summary>The transaction is durable.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it is stored.</summary>
    public abstract void Failed(Exception reason);
}

namespace EcgStream.History.Writing;

/// <summary>Something for the writer's queue: a <see cref="BatchRequest"/>, a <see cref="CallRequest"/> or a <see cref="FlushRequest"/>.</summary>
internal abstract class WriteRequest
{
    /// <summary>Rows it writes, about.</summary>
    public abstract int Rows { get; }

    /// <summary>The transaction is durable.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it is stored.</summary>
    public abstract void Failed(Exception reason);
}

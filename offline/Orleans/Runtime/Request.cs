namespace Orleans.Standin;

/// <summary>Something a grain is asked to do, in its turn.</summary>
internal abstract class Request(bool alwaysInterleave)
{
    /// <summary>May run while another request waits for something.</summary>
    public bool Interleaves { get; set; } = alwaysInterleave;
    public virtual bool OneWay => false;

    /// <summary>A request that is no sign of use: a timer's tick does not keep its grain.</summary>
    public virtual bool Passive => false;

    /// <summary>When it came to its present activation, in <see cref="Environment.TickCount64"/>.</summary>
    public long ReceivedAt { get; set; }
    public abstract Task Run(object instance);
    public abstract void Fail(Exception exception);
}

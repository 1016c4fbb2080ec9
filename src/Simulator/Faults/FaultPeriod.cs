namespace EcgStream.Simulator.Faults;

/// <summary>The time in which faults are made on purpose: from now on, for a while or for ever.</summary>
/// <param name="length">Null: for ever.</param>
public sealed class FaultPeriod(TimeProvider time, TimeSpan? length)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>True once it has passed.</summary>
    public bool IsOver => length is { } some && time.GetElapsedTime(_began) >= some;
}

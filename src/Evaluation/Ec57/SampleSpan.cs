namespace EcgStream.Evaluation.Ec57;

/// <summary>A part of a record.</summary>
/// <param name="First">First sample.</param>
/// <param name="End">Sample behind the last.</param>
public readonly record struct SampleSpan(long First, long End)
{
    /// <summary>True when a sample lies inside.</summary>
    public bool Holds(long sample) => sample >= First && sample < End;

    /// <summary>Samples that two spans have in common.</summary>
    public long Shared(SampleSpan other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(First, other.First));
}

namespace EcgStream.Signal.Sequencing;

/// <summary>Beats that were declared lost. They are recorded as missing, never interpolated.</summary>
/// <param name="FirstBeat">First lost beat.</param>
/// <param name="BeatCount">How many, at least 1.</param>
public readonly record struct BeatHole(long FirstBeat, long BeatCount)
{
    /// <summary>The beat behind the hole.</summary>
    public long End => FirstBeat + BeatCount;
}

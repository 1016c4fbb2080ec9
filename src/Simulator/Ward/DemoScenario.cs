using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>A steady sinus rhythm of 75/min, so that a beat's number is a time, with one event in it.</summary>
public sealed class DemoScenario(int second, DemoEvent happening) : IScenario
{
    /// <summary>RR interval of the steady rhythm, ms.</summary>
    internal const double RrMs = 800;

    private readonly long _first = (long)Math.Round(second * 1_000 / RrMs);

    /// <inheritdoc/>
    public string Name => "demo";

    /// <inheritdoc/>
    public string Description => happening.What;

    /// <inheritdoc/>
    public ScenarioBeat At(ulong seed, int patient, long beat) =>
        IsIn(beat) ? happening.Beats[(int)(beat - _first)] : new(BeatClass.Normal, RrMs);

    /// <inheritdoc/>
    public float[] Shape(float[] samples, ulong seed, int patient, long beat) =>
        happening.Shape is { } shape && IsIn(beat) ? shape(samples, beat) : samples;

    private bool IsIn(long beat) => beat >= _first && beat - _first < happening.Beats.Count;
}

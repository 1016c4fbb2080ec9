using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Beats;

/// <summary>Beats by class, drawn with replacement.</summary>
/// <param name="name">For people.</param>
/// <param name="beatsOf">At least one beat (float[140]) for each of the five classes.</param>
public sealed class BeatPool(string name, IReadOnlyDictionary<BeatClass, float[][]> beatsOf) : IBeatSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public float[] Draw(BeatClass beatClass, ulong draw)
    {
        var beats = beatsOf[beatClass];
        return beats[draw % (ulong)beats.Length];
    }
}

namespace EcgStream.Inference.ModelSets;

/// <summary>Holds the model set in force; another takes its place between two runs, without a pause.</summary>
public sealed class ModelHost : IDisposable
{
    /// <summary>Highest threshold that may be set: no z-normalised beat is off by that much.</summary>
    public const float MaxThreshold = 12;

    private readonly Lock _changing = new();
    private volatile ActiveModels _current;

    /// <param name="set">The first set; the host disposes it.</param>
    public ModelHost(ModelSet set) => _current = new(set);

    /// <summary>The set in force. To run it take a lease.</summary>
    public ActiveModels Current => _current;

    /// <summary>The set in force, kept alive until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public ModelLease Acquire()
    {
        while (true)
        {
            var seen = _current;
            if (seen.Set.TryUse()) return new(seen);
            // Released between the two lines: either another set is in force by now, or none.
            ObjectDisposedException.ThrowIf(ReferenceEquals(seen, _current), this);
        }
    }

    /// <summary>
    /// Loads another set and puts it in force with its own threshold. The old one goes when the last run is done with it.
    /// </summary>
    /// <param name="folder">Folder with manifest.json.</param>
    /// <exception cref="ModelSetException">The set is refused; the old one stays in force.</exception>
    public ModelManifest Reload(string folder)
    {
        var next = new ActiveModels(ModelSet.Load(folder));
        lock (_changing)
        {
            var old = _current;
            _current = next;
            old.Set.Dispose();
        }
        return next.Manifest;
    }

    /// <summary>Changes the autoencoder's threshold; verdicts from now on carry it in their version.</summary>
    /// <param name="threshold">Above 0, at most 12 z-score units.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public ModelManifest SetThreshold(float threshold)
    {
        if (!(threshold > 0 && threshold <= MaxThreshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"The threshold must be above 0 and at most {MaxThreshold}.");
        lock (_changing) return (_current = new(_current.Set, threshold)).Manifest;
    }

    /// <summary>Gives the set up; runs in flight finish.</summary>
    public void Dispose()
    {
        lock (_changing) _current.Set.Dispose();
    }
}

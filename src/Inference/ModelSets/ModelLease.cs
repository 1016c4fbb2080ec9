namespace EcgStream.Inference.ModelSets;

/// <summary>Keeps a model set alive while it is used; dispose it once, soon.</summary>
public readonly struct ModelLease : IDisposable
{
    internal ModelLease(ActiveModels models) => Models = models;

    /// <summary>The set in force when the lease was taken.</summary>
    public ActiveModels Models { get; }

    /// <summary>Gives the set back.</summary>
    public void Dispose() => Models.Set.Release();
}

using EcgStream.Inference.ModelSets;

namespace EcgStream.MicroBench.Inference;

/// <summary>The models that the product ships, from the program's own folder.</summary>
internal static class ShippedModels
{
    internal static ModelSet Load() => ModelSet.Load(Path.Combine(AppContext.BaseDirectory, "models"));
}

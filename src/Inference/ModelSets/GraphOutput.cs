namespace EcgStream.Inference.ModelSets;

/// <summary>An output that a graph must have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Values a beat.</param>
/// <param name="IsVector">True for float[batch], false for float[batch, width].</param>
internal readonly record struct GraphOutput(string Name, int Width, bool IsVector = false)
{
    public long[] Shape(long batch) => IsVector ? [batch] : [batch, Width];
}

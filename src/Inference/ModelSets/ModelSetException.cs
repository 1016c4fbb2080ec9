namespace EcgStream.Inference.ModelSets;

/// <summary>A model set cannot be used: a file is missing, altered or not what the manifest says.</summary>
/// <param name="file">Name of the file at fault.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="inner">What the reader said, if it threw.</param>
public sealed class ModelSetException(string file, string reason, Exception? inner = null)
    : Exception($"Model set refused: {file}: {reason}", inner)
{
    /// <summary>Name of the file at fault.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; } = reason;
}

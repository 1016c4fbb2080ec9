namespace EcgStream.Gateway.Classify;

/// <summary>Verdicts on the good rows of a file, and what is wrong with the others.</summary>
/// <param name="ModelSet">Version of the model set that judged.</param>
/// <param name="Beats">In the order of the file.</param>
/// <param name="Errors">Rows that could not be read, at most 1,000 of them.</param>
public sealed record FileAnswer(string ModelSet, IReadOnlyList<FileBeatAnswer> Beats, IReadOnlyList<FileRowError> Errors);

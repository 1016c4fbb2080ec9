namespace EcgStream.Signal.Formats;

/// <summary>A data row: a beat or an error, never both.</summary>
/// <param name="Line">Line number, from 1, header and empty lines counted.</param>
/// <param name="Beat">The beat, or null.</param>
/// <param name="Error">The error, or null.</param>
public readonly record struct FileRow(int Line, LabelledBeat? Beat, RowError? Error);

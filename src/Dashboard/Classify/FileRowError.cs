namespace EcgStream.Dashboard.Classify;

/// <summary>Why a row of a file was not judged.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Reason">For people.</param>
/// <param name="Column">Which value of the row, from 1; null where it is the whole row.</param>
public sealed record FileRowError(int Line, string Reason, int? Column = null);

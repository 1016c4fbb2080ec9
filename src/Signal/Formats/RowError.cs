namespace EcgStream.Signal.Formats;

/// <summary>Why a row of a file was not read.</summary>
/// <param name="File">File name as given.</param>
/// <param name="Line">Line number, from 1, header and empty lines counted.</param>
/// <param name="Column">Which value of the row, from 1, the class counted where it stands; null where it is the whole row.</param>
/// <param name="Reason">For people.</param>
public sealed record RowError(string File, int Line, int? Column, string Reason)
{
    /// <summary>"file:line:column: reason".</summary>
    public override string ToString() => Column is null ? $"{File}:{Line}: {Reason}" : $"{File}:{Line}:{Column}: {Reason}";
}

using System.Text;

namespace EcgStream.Inference.Evaluation;

/// <summary>Figures in rows, for a terminal or a page; the first column is text, the others are numbers.</summary>
public sealed record FigureTable(string[] Header, IReadOnlyList<string[]> Rows)
{
    /// <summary>Columns padded to their widest cell.</summary>
    public void WriteText(TextWriter output)
    {
        var widths = Header.Select((h, column) => Math.Max(h.Length, Rows.Max(r => r[column].Length))).ToArray();
        foreach (var row in Rows.Prepend(Header))
            output.WriteLine(string.Join("  ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
    }

    /// <summary>A Markdown table.</summary>
    public void AppendMarkdown(StringBuilder page)
    {
        Append(Header);
        Append([.. Header.Select((_, column) => column == 0 ? "---" : "--:")]);
        foreach (var row in Rows) Append(row);

        void Append(string[] cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }
}

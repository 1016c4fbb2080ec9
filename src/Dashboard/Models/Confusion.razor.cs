using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Models;

/// <summary>A confusion matrix: true classes in rows, answers in columns.</summary>
public sealed partial class Confusion
{
    /// <summary>Model.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Plain counts, as many rows and columns as there are classes.</summary>
    [Parameter, EditorRequired]
    public int[][] Counts { get; set; } = [];

    /// <summary>The classes for people.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Classes { get; set; } = [];

    private static string Fill(int count, int[] row) =>
        (row.Sum() is > 0 and var all ? (double)count / all : 0).ToString("0.###", CultureInfo.InvariantCulture);
}

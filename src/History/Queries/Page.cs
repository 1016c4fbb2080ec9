namespace EcgStream.History.Queries;

/// <summary>A page of rows and where the next begins.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Cursor of the next page, or null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

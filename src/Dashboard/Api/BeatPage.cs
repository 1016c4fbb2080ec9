namespace EcgStream.Dashboard.Api;

/// <summary>A page of stored beats, newest first.</summary>
/// <param name="Items">The beats.</param>
/// <param name="Next">Cursor of the page after it, or null at the end.</param>
public sealed record BeatPage(IReadOnlyList<StoredBeat> Items, string? Next = null);

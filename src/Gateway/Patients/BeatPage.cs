namespace EcgStream.Gateway.Patients;

/// <summary>A page of beats.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Value of <c>cursor</c> for the page after it, or null at the end.</param>
public sealed record BeatPage(IReadOnlyList<BeatBody> Items, string? Next);

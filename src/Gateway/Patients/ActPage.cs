using EcgStream.Contracts.Patients;

namespace EcgStream.Gateway.Patients;

/// <summary>A page of acts.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Value of <c>cursor</c> for the page after it, or null at the end.</param>
public sealed record ActPage(IReadOnlyList<ActRecord> Items, string? Next);

namespace EcgStream.Gateway.Operations;

/// <summary>Whether the server takes work.</summary>
/// <param name="Status">"live", "ready" or "not ready".</param>
/// <param name="Reasons">What keeps it from being ready, one sentence each.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);

namespace EcgStream.Gateway.Operations;

/// <summary>Whether the server takes work.</summary>
/// <param name="Status">"live", "ready", "degraded" (it works, but behind its time) or "not ready".</param>
/// <param name="Reasons">What keeps it from being ready or in time, one sentence each.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons);

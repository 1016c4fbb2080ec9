namespace EcgStream.Gateway.Operations;

/// <summary>Whether the server takes work.</summary>
/// <param name="Status">"live", "ready", "degraded" (it works, but behind its time) or "not ready".</param>
/// <param name="Reasons">What keeps it from being ready or in time, one sentence each.</param>
/// <param name="Codes">The same for programs, one each: "stopping", "history-unavailable", "inference-unavailable", "history-late" or "inference-late".</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons, IReadOnlyList<string> Codes);

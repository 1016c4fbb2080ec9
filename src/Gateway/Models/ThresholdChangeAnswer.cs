namespace EcgStream.Gateway.Models;

/// <summary>A change of the threshold.</summary>
/// <param name="Threshold">Z-score units; null went back to the set's own.</param>
/// <param name="ChangedBy">Name of the key that changed it; "local" on loopback without keys.</param>
/// <param name="ChangedAt">When it became durable.</param>
public sealed record ThresholdChangeAnswer(float? Threshold, string ChangedBy, DateTimeOffset ChangedAt);

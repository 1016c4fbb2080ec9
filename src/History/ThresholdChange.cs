namespace EcgStream.History;

/// <summary>A change of the autoencoder's threshold.</summary>
/// <param name="ModelSet">Version of the model set that it is for, as shipped: another set comes with its own threshold.</param>
/// <param name="Threshold">Z-score units; null is the set's own again.</param>
/// <param name="ChangedBy">Who changed it.</param>
/// <param name="ChangedAt">When it became durable.</param>
public sealed record ThresholdChange(string ModelSet, float? Threshold, string ChangedBy, DateTimeOffset ChangedAt);

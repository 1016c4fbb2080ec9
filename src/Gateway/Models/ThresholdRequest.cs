using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;
using EcgStream.Inference.ModelSets;

namespace EcgStream.Gateway.Models;

/// <summary>Another threshold of the autoencoder.</summary>
/// <param name="Threshold">Above 0, at most 12 z-score units; null goes back to the model set's own.</param>
public sealed record ThresholdRequest([property: Range(0.0, ModelHost.MaxThreshold)] float? Threshold)
{
    internal const string Example = """{"threshold":0.35}""";

    internal static ThresholdRequest Read(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "threshold");
        if (root.TryGetProperty("threshold", out var node) && node.ValueKind == JsonValueKind.Null)
        {
            errors.ThrowIfAny();
            return new ThresholdRequest(Threshold: null);
        }

        var number = errors.Number(root, "", "threshold");
        if (number is { } wanted && !((float)wanted > 0 && wanted <= ModelHost.MaxThreshold))
            errors.Add("threshold", $"must lie above 0 and up to {ModelHost.MaxThreshold} z-score units, not {wanted}.");
        errors.ThrowIfAny();
        return new ThresholdRequest((float)number!.Value);
    }
}

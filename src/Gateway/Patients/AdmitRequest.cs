using System.Text.Json;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Patients;

/// <summary>Bed and limits; what is left out stays as it is, or gets its default with a new patient.</summary>
/// <param name="Bed">Bed label of 1…32 characters, or null for none.</param>
/// <param name="Limits">Alarm limits, beats a minute: 20…300, heartRateLow at least 10 below heartRateHigh.</param>
/// <param name="By">Who does it, 1…64 characters; kept with the act.</param>
public sealed record AdmitRequest(string? Bed = null, AlarmLimits? Limits = null, string? By = null)
{
    internal const string Example =
        """{"bed":"12A","limits":{"heartRateLow":45,"heartRateHigh":130,"ventricularRateHigh":100},"by":"Dr. Grey"}""";

    private const int LongestBed = 32;

    internal static AdmitRequest Read(JsonElement root, string? bed, AlarmLimits limits)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "bed", "limits", "by");
        if (root.TryGetProperty("bed", out var bedNode)) bed = ReadBed(errors, bedNode);
        if (root.TryGetProperty("limits", out var limitsNode))
        {
            if (limitsNode.ValueKind == JsonValueKind.Object) limits = ReadLimits(errors, limitsNode, limits);
            else errors.Add("limits", $"must be an object, not {JsonFields.Describe(limitsNode)}.");
        }

        var by = root.TryGetProperty("by", out var byNode) ? ActRequest.ReadName(errors, byNode) : null;
        errors.ThrowIfAny();
        return new AdmitRequest(bed, limits, by);
    }

    private static string? ReadBed(FieldErrors errors, JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Null) return null;
        if (node.ValueKind == JsonValueKind.String && node.GetString()!.Trim() is { Length: > 0 and <= LongestBed } bed &&
            !bed.Any(char.IsControl)) return bed;
        errors.Add("bed", $"must be a text of 1…{LongestBed} printable characters, or null, not {JsonFields.Describe(node)}.");
        return null;
    }

    private static AlarmLimits ReadLimits(FieldErrors errors, JsonElement node, AlarmLimits now)
    {
        errors.OnlyKnown(node, "limits", "heartRateLow", "heartRateHigh", "ventricularRateHigh");
        var limits = new AlarmLimits(
            ReadRate(errors, node, "heartRateLow", now.HeartRateLow),
            ReadRate(errors, node, "heartRateHigh", now.HeartRateHigh),
            ReadRate(errors, node, "ventricularRateHigh", now.VentricularRateHigh));
        foreach (var (field, reason) in limits.Faults()) errors.Add($"limits.{field}", reason);
        return limits;
    }

    private static double ReadRate(FieldErrors errors, JsonElement node, string name, double now) =>
        node.TryGetProperty(name, out _) ? errors.Number(node, "limits", name) ?? now : now;
}

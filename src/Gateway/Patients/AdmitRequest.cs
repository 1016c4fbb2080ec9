using System.Text.Json;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Patients;

/// <summary>Bed and limits; what is left out stays as it is, or gets its default with a new patient.</summary>
/// <param name="Bed">Bed label of 1…32 characters, or null for none.</param>
/// <param name="Limits">Alarm limits, beats a minute.</param>
public sealed record AdmitRequest(string? Bed, AlarmLimits? Limits)
{
    internal const string Example =
        """{"bed":"12A","limits":{"heartRateLow":45,"heartRateHigh":130,"ventricularRateHigh":100}}""";

    private const int LongestBed = 32;

    // Below 20 and above 300/min no monitor sets a limit; a figure outside is a slip of the keyboard.
    private const double LeastRate = 20;
    private const double MostRate = 300;

    internal static AdmitRequest Read(JsonElement root, string? bed, AlarmLimits limits)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "bed", "limits");
        if (root.TryGetProperty("bed", out var bedNode)) bed = ReadBed(errors, bedNode);
        if (root.TryGetProperty("limits", out var limitsNode))
        {
            if (limitsNode.ValueKind == JsonValueKind.Object) limits = ReadLimits(errors, limitsNode, limits);
            else errors.Add("limits", $"must be an object, not {JsonFields.Describe(limitsNode)}.");
        }

        errors.ThrowIfAny();
        return new AdmitRequest(bed, limits);
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
        if (limits.HeartRateLow >= limits.HeartRateHigh)
            errors.Add("limits.heartRateLow", $"must lie below heartRateHigh ({limits.HeartRateHigh}).");
        return limits;
    }

    private static double ReadRate(FieldErrors errors, JsonElement node, string name, double now)
    {
        if (!node.TryGetProperty(name, out _)) return now;
        if (errors.Number(node, "limits", name) is not { } rate) return now;
        if (rate is >= LeastRate and <= MostRate) return rate;
        errors.Add($"limits.{name}", $"must lie in {LeastRate}…{MostRate} beats a minute, not {rate}.");
        return now;
    }
}

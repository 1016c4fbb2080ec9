using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Alarms;

/// <summary>Who acknowledges.</summary>
/// <param name="By">Name of 1…64 characters; it is logged with the alarm.</param>
public sealed record AcknowledgeRequest([property: Length(1, 64)] string By)
{
    internal const string Example = """{"by":"Dr. Grey"}""";

    internal static AcknowledgeRequest Read(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "by");
        if (!root.TryGetProperty("by", out var node)) errors.Add("by", "is missing.");
        else if (node.ValueKind == JsonValueKind.String && node.GetString()!.Trim() is { Length: > 0 and <= 64 } by &&
                 !by.Any(char.IsControl) && !errors.Any) return new AcknowledgeRequest(by);
        else if (!errors.Any) errors.Add("by", $"must be a name of 1…64 printable characters, not {JsonFields.Describe(node)}.");
        throw errors.ToRefusal();
    }
}

using System.Text.Json;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Patients;

/// <summary>Who does something.</summary>
/// <param name="By">Name of 1…64 characters; it is kept with the act.</param>
public sealed record ActRequest(string By)
{
    internal const string Example = """{"by":"Dr. Grey"}""";

    /// <summary>Longest name.</summary>
    internal const int LongestName = 64;

    internal static ActRequest Read(JsonElement root)
    {
        var errors = new FieldErrors();
        errors.OnlyKnown(root, "", "by");
        if (!root.TryGetProperty("by", out var node)) errors.Add("by", "is missing.");
        var by = errors.Any ? null : ReadName(errors, node);
        errors.ThrowIfAny();
        return new ActRequest(by!);
    }

    /// <summary>A name, or null with the reason noted.</summary>
    internal static string? ReadName(FieldErrors errors, JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.String && IsName(node.GetString()!.Trim(), out var by)) return by;
        errors.Add("by", $"must be a name of 1…{LongestName} printable characters, not {JsonFields.Describe(node)}.");
        return null;
    }

    /// <summary>The query parameter <c>by</c>, required.</summary>
    internal static string ReadName(Query query)
    {
        var text = query.Text("by");
        if (text is null) query.Errors.Add("by", "is missing: say who does it.");
        else if (!IsName(text.Trim(), out text)) query.Errors.Add("by", $"must be a name of 1…{LongestName} printable characters.");
        query.Errors.ThrowIfAny();
        return text!;
    }

    private static bool IsName(string text, out string name)
    {
        name = text;
        return text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);
    }
}

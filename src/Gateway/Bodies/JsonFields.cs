using System.Text.Json;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Bodies;

/// <summary>Reads members of JSON objects and says what is wrong with them.</summary>
internal static class JsonFields
{
    /// <summary>Refuses members that nobody reads: a misspelt limit must not pass for the default.</summary>
    public static void OnlyKnown(this FieldErrors errors, JsonElement parent, string path, params ReadOnlySpan<string> known)
    {
        foreach (var member in parent.EnumerateObject())
        {
            var found = false;
            foreach (var name in known) found |= member.NameEquals(name);
            if (!found) errors.Add(Join(path, Shorten(member.Name)), $"is not known here; known: {string.Join(", ", known!)}.");
        }
    }

    /// <summary>A required finite number, or null with the reason noted.</summary>
    public static double? Number(this FieldErrors errors, JsonElement parent, string path, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) errors.Add(Join(path, name), "is missing.");
        else if (value.ValueKind != JsonValueKind.Number) errors.Add(Join(path, name), $"must be a number, not {Describe(value)}.");
        else if (!value.TryGetDouble(out var number) || !double.IsFinite(number)) errors.Add(Join(path, name), "is out of range.");
        else return number;
        return null;
    }

    /// <summary>A required whole number of 0 or more, or null with the reason noted.</summary>
    public static long? Count(this FieldErrors errors, JsonElement parent, string path, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) errors.Add(Join(path, name), "is missing.");
        else if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
            errors.Add(Join(path, name), $"must be a whole number, not {Describe(value)}.");
        else if (number < 0) errors.Add(Join(path, name), "must not be negative.");
        else return number;
        return null;
    }

    /// <summary>A required time with its offset, or null with the reason noted.</summary>
    public static DateTimeOffset? Time(this FieldErrors errors, JsonElement parent, string path, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) errors.Add(Join(path, name), "is missing.");
        else if (value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out var time))
            errors.Add(Join(path, name), $"must be a time such as 2026-01-31T12:00:00Z, not {Describe(value)}.");
        else return time;
        return null;
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>A value as a reason can quote it.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the text \"{Shorten(value.GetString() ?? "")}\"",
        JsonValueKind.Number => Shorten(value.GetRawText()),
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

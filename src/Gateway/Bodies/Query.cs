using System.Globalization;
using EcgStream.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Bodies;

/// <summary>Reads query parameters and notes what is wrong with them.</summary>
internal sealed class Query(HttpRequest request)
{
    public FieldErrors Errors { get; } = new();

    public string? Text(string name)
    {
        var values = request.Query[name];
        if (values.Count > 1) Errors.Add(name, "is given more than once.");
        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    public long? Whole(string name, long least, long most)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) &&
            value >= least && value <= most) return value;
        Errors.Add(name, most == long.MaxValue
            ? $"must be a whole number of {least} or more."
            : $"must be a whole number in {least}…{most}.");
        return null;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (!bool.TryParse(text, out var flag)) Errors.Add(name, "must be true or false.");
        return flag;
    }

    public double? Number(string name, double above, double most)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > above && value <= most) return value;
        Errors.Add(name, $"must be a number above {above} and up to {most}.");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        // "+" of an offset arrives as a blank unless the caller has encoded it.
        if (TryParse(text, out var time) || TryParse(text.Replace(' ', '+'), out time)) return time.ToUniversalTime();
        Errors.Add(name, "must be a time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    private static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public T? Name<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)) return value;
        Errors.Add(name, $"must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }
}

using System.CommandLine;
using System.Globalization;

namespace EcgStream.Simulator;

/// <summary>Command-line options with a range.</summary>
public static class BoundedOption
{
    /// <summary>An option that refuses what is no number or outside least…most, and says so.</summary>
    public static Option<T> Create<T>(string name, T standard, T least, T most, string description)
        where T : IComparable<T>, IParsable<T>
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        return new Option<T>(name)
        {
            Description = $"{description} ({range})",
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
                    return value;
                result.AddError($"{name} is {text}: it may be {range}.");
                return standard;
            },
        };
    }
}

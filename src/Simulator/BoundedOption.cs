using System.CommandLine;

namespace EcgStream.Simulator;

/// <summary>Command-line options with a range.</summary>
public static class BoundedOption
{
    /// <summary>An option that refuses values outside least…most, and says so.</summary>
    public static Option<T> Create<T>(string name, T standard, T least, T most, string description)
        where T : IComparable<T>
    {
        var option = new Option<T>(name) { Description = $"{description} ({least} to {most})", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any()) return; // no number at all: the parser has said so
            var value = result.GetValueOrDefault<T>();
            if (value is null || value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                result.AddError($"{name} is {value}: it may be {least} to {most}.");
        });
        return option;
    }
}

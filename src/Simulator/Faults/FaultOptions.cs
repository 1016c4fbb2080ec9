using System.Globalization;

namespace EcgStream.Simulator.Faults;

/// <summary>Faults made on purpose, each as a percentage.</summary>
/// <param name="Drop">Of chunks: lost on the way.</param>
/// <param name="Duplicate">Of chunks: arriving twice.</param>
/// <param name="Reorder">Of chunks: overtaken by the same patient's next.</param>
/// <param name="Stall">Of sends: nothing gets through for a second from then on, then all of it at once.</param>
public sealed record FaultOptions(double Drop, double Duplicate, double Reorder, double Stall)
{
    /// <summary>How they are written, for people.</summary>
    public const string Form = "drop=5,duplicate=5,reorder=5,stall=1 (percentages, 0 to 90; those left out are 0)";

    /// <summary>Reads a text such as <c>drop=5,stall=1</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static FaultOptions Parse(string text)
    {
        var faults = new FaultOptions(0, 0, 0, 0);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=') is [var left, var right] ? (left, right) : (part, "");
            if (!double.TryParse(value, CultureInfo.InvariantCulture, out var percent) || !(percent is >= 0 and <= 90))
                throw new FormatException($"'{part}' is no fault: write {Form}.");
            faults = name switch
            {
                "drop" => faults with { Drop = percent },
                "duplicate" => faults with { Duplicate = percent },
                "reorder" => faults with { Reorder = percent },
                "stall" => faults with { Stall = percent },
                _ => throw new FormatException($"'{name}' is no fault: write {Form}."),
            };
        }

        return faults;
    }
}

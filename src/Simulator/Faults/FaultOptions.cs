using System.Globalization;

namespace EcgStream.Simulator.Faults;

/// <summary>Faults made on purpose. Those on the way to the door are percentages.</summary>
public sealed record FaultOptions
{
    /// <summary>How they are written, for people.</summary>
    public const string Form =
        "drop=5,duplicate=5,reorder=5,delay=5,stall=1,jump=1,gone=1,lose=1 (percentages, 0 to 90; those left out are 0), " +
        "infer=50 (times as slow, 1 to 1000), for=15 (seconds until all but gone and lose is over)";

    /// <summary>Per cent of chunks lost on the way; the producer sends them again.</summary>
    public double Drop { get; init; }

    /// <summary>Per cent of chunks that arrive twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Per cent of chunks that the same patient's next overtakes.</summary>
    public double Reorder { get; init; }

    /// <summary>Per cent of chunks that arrive up to 3 s late, with everything else going on.</summary>
    public double Delay { get; init; }

    /// <summary>Per cent of sends from which nothing gets through for a second, then all of it in one burst.</summary>
    public double Stall { get; init; }

    /// <summary>Per cent of chunks at which the patient's clock jumps, by up to a minute forward or back.</summary>
    public double Jump { get; init; }

    /// <summary>Per cent of beats that the producer has lost itself and says so.</summary>
    public double Gone { get; init; }

    /// <summary>Per cent of beats that never get through, however often they are sent, and nobody says so.</summary>
    public double Lose { get; init; }

    /// <summary>Inference takes so many times as long, 1…1,000.</summary>
    public double Infer { get; init; } = 1;

    /// <summary>When all but <see cref="Gone"/> and <see cref="Lose"/> is over, from the start; null: never.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Reads a text such as <c>drop=5,stall=1</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static FaultOptions Parse(string text)
    {
        var faults = new FaultOptions();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=') is [var left, var right] ? (left, right) : (part, "");
            faults = name switch
            {
                "drop" => faults with { Drop = Percent() },
                "duplicate" => faults with { Duplicate = Percent() },
                "reorder" => faults with { Reorder = Percent() },
                "delay" => faults with { Delay = Percent() },
                "stall" => faults with { Stall = Percent() },
                "jump" => faults with { Jump = Percent() },
                "gone" => faults with { Gone = Percent() },
                "lose" => faults with { Lose = Percent() },
                "infer" => faults with { Infer = Number(1, 1_000) },
                "for" => faults with { For = TimeSpan.FromSeconds(Number(1, 86_400)) },
                _ => throw new FormatException($"'{name}' is no fault: write {Form}."),
            };

            double Percent() => Number(0, 90);

            double Number(double least, double most) =>
                double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? number
                    : throw new FormatException($"'{part}' is no fault: write {Form}.");
        }

        return faults;
    }
}

using System.CommandLine;

namespace EcgStream.Simulator;

/// <summary>Command-line options of a simulated ward; <c>run</c> and <c>simulate</c> share them.</summary>
public sealed class WardArguments
{
    private readonly Option<int> patients = BoundedOption.Create("--patients", 50, 0, 100_000, "simulated patients");
    private readonly Option<double?> seconds = new("--seconds") { Description = "end after so many seconds; without it, go on until stopped" };
    private readonly Option<double> speed = BoundedOption.Create("--speed", 1.0, 0.1, 1_000, "sample time per wall-clock time");
    private readonly Option<ulong> seed = new("--seed") { Description = "same seed, same beats", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> data = new("--data") { Description = "folder of ECG5000" };

    /// <summary>To be added to a command.</summary>
    public IEnumerable<Option> Options => [patients, seconds, speed, seed, data];

    /// <summary>What was given.</summary>
    public WardOptions Read(ParseResult parsed) => new(
        parsed.GetValue(patients), parsed.GetValue(seconds), parsed.GetValue(speed), parsed.GetValue(seed), parsed.GetValue(data));
}

using System.CommandLine;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator;

/// <summary>Command-line options of a simulated ward; <c>run</c> and <c>simulate</c> share them.</summary>
public sealed class WardArguments
{
    private readonly Option<int> patients = BoundedOption.Create("--patients", 50, 0, 100_000, "simulated patients");
    private readonly Option<double?> seconds = new("--seconds") { Description = "end after so many seconds; without it, go on until stopped" };
    private readonly Option<double> speed = BoundedOption.Create("--speed", 1.0, 0.1, 1_000, "sample time per wall-clock time");
    private readonly Option<ulong> seed = new("--seed") { Description = "same seed, same beats", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> data = new("--data") { Description = "folder of ECG5000" };
    private readonly Option<IScenario?> scenario = new("--scenario")
    {
        Description = "scenario of all patients (--list names them); without it, the standard ward",
        CustomParser = result =>
        {
            var name = result.Tokens[0].Value;
            if (Scenarios.Find(name) is { } found) return found;
            result.AddError($"--scenario is {name}: it may be {string.Join(", ", Scenarios.All.Select(one => one.Name))}.");
            return null;
        },
    };

    private readonly Option<bool> demo = new("--demo")
    {
        Description = "a script of three minutes in which something happens every ten seconds; at least 20 patients, and 180 seconds unless --seconds says otherwise",
    };

    private readonly Option<bool> list = new("--list") { Description = "print the scenarios and end", Action = new ListScenarios() };

    private readonly Option<string?> json = new("--json") { Description = "write the summary that ends the run to this file, too, as one line of JSON" };

    /// <summary>To be added to a command.</summary>
    public IEnumerable<Option> Options => [patients, seconds, speed, seed, data, scenario, demo, list, json];

    /// <summary>File for the <see cref="Scoring.RunSummary"/>; null for none.</summary>
    public string? Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>What was given.</summary>
    public WardOptions Read(ParseResult parsed)
    {
        var isDemo = parsed.GetValue(demo);
        var (some, lasting) = (parsed.GetValue(patients), parsed.GetValue(seconds));
        return new WardOptions(
            isDemo ? Math.Max(some, DemoScript.Patients) : some, isDemo ? lasting ?? DemoScript.Seconds : lasting, parsed.GetValue(speed),
            parsed.GetValue(seed), parsed.GetValue(data), parsed.GetValue(scenario), isDemo ? new DemoScript() : null);
    }
}

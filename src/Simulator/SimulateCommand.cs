using System.CommandLine;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Doors;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace EcgStream.Simulator;

/// <summary>The simulator as a program of its own: sends a ward to a server over REST.</summary>
internal static class SimulateCommand
{
    internal static RootCommand Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "the server",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address)) return address;
                result.AddError($"--url is {result.Tokens[0].Value}: it must be an address such as http://127.0.0.1:5080.");
                return null;
            },
        };
        var key = new Option<string?>("--key")
        {
            Description = "key of role admin, where the server asks for one",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ECGSTREAM_KEY"),
        };
        var ward = new WardArguments();
        var command = new RootCommand("Simulates the standard ward against a running EcgStream server.") { url, key };
        foreach (var option in ward.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return await RunAsync(parsed.GetValue(url)!, parsed.GetValue(key), ward.Read(parsed), ward.Json(parsed), cancel);
            }
            catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(reason.Message);
                return 1;
            }
            catch (HttpRequestException reason)
            {
                await Console.Error.WriteLineAsync($"The server at {parsed.GetValue(url)} does not answer: {reason.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Uri url, string? key, WardOptions options, string? json, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        using var http = new HttpClient { BaseAddress = new Uri(url, "/"), Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var source = BeatSources.Open(options.Data, Console.Error);
        var plan = options.ToPlan(source);
        var door = new RestDoor(http);
        var replay = new WardReplay(plan, door, options.ToReplay(), TimeProvider.System, loggers.CreateLogger<WardReplay>());
        Console.WriteLine($"{options.Patients} simulated patients, {source.Name}, {door.Name} door to {url}, speed {options.Speed}");
        if (options.Demo is not null)
            foreach (var line in DemoScript.Lines) Console.WriteLine(line);
        var run = replay.RunAsync(stop);
        await ReplayDisplay.ShowAsync(run, () => replay.Progress, options.Seconds, AnsiConsole.Console);
        var sent = await run;
        var report = await RunAudit.CompareAsync(plan, sent, new RestBeats(http), CancellationToken.None);
        if (replay.Progress.Slowed is { } slowed) Console.WriteLine(slowed);
        if (report.ByClass is { } byClass) Console.WriteLine(byClass);
        Console.WriteLine(report);
        if (json is not null) await RunSummary.Of(source.Name, report, replay.Progress).WriteAsync(json);
        return report.Complete ? 0 : 1;
    }
}

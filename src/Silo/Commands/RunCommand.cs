using System.CommandLine;
using EcgStream.History;
using EcgStream.Silo.Cluster;
using EcgStream.Silo.Hosting;
using EcgStream.Silo.Simulation;
using EcgStream.Simulator;
using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Faults;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Scoring;
using EcgStream.Simulator.Ward;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace EcgStream.Silo.Commands;

/// <summary><c>run</c>: the server, the dashboard and a simulated ward in one process.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var port = BoundedOption.Create("--port", 5080, 0, 65_535, "HTTP port on 127.0.0.1; 0 takes a free one");
        var silos = BoundedOption.Create("--silos", 1, 1, 2, "Orleans silos in this process");
        var database = DatabaseOption.Create();
        var door = new Option<string>("--door") { Description = "how beats reach the patients", DefaultValueFactory = _ => "stream" };
        door.AcceptOnlyFromAmong("stream", "call");
        var beats = new Option<long?>("--beats") { Description = "end after so many beats of each patient" };
        var faults = new Option<FaultOptions?>("--faults")
        {
            Description = $"faults on purpose: {FaultOptions.Form}",
            CustomParser = result =>
            {
                try { return FaultOptions.Parse(result.Tokens[0].Value); }
                catch (FormatException reason) { result.AddError($"--faults: {reason.Message}"); }
                return null;
            },
        };
        var urls = new Option<string[]>("--urls")
        {
            Description = "addresses to listen on instead of 127.0.0.1, e.g. https://0.0.0.0:5443; keys are required then",
            AllowMultipleArgumentsPerToken = true,
        };
        var keys = KeysCommand.FileOption();
        var requireKeys = new Option<bool>("--require-keys") { Description = "require keys on 127.0.0.1, too: behind a proxy" };
        var certificate = new Option<string?>("--certificate") { Description = "certificate for https, PEM or PFX" };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "private key of a PEM certificate" };
        var keep = new KeepOptions();
        var ward = new WardArguments();
        var cluster = new ClusterArguments();

        var command = new Command("run", "Serves REST, the live hub and the dashboard, and simulates a ward (--patients 0: none).")
            { port, urls, keys, requireKeys, certificate, certificateKey, silos, database, door, beats, faults };
        foreach (var option in keep.Options.Concat(ward.Options).Concat(cluster.Options)) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Plainly.RunAsync(() => RunAsync(new ServerOptions
        {
            Role = cluster.Role(parsed),
            Cluster = cluster.Read(parsed, parsed.GetValue(database)!),
            DrainNotice = cluster.DrainNotice(parsed),
            Port = parsed.GetValue(port),
            Urls = parsed.GetValue(urls) ?? [],
            Keys = parsed.GetValue(keys)!,
            RequireKeys = parsed.GetValue(requireKeys),
            Certificate = parsed.GetValue(certificate),
            CertificateKey = parsed.GetValue(certificateKey),
            Silos = parsed.GetValue(silos),
            Database = parsed.GetValue(database)!,
            Keep = keep.Read(parsed),
            Door = parsed.GetValue(door)!,
            Beats = parsed.GetValue(beats),
            Faults = parsed.GetValue(faults),
            Json = ward.Json(parsed),
            Ward = cluster.Role(parsed).HasSimulator() && ward.Read(parsed) is { Patients: > 0 } some ? some : null,
        }, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, CancellationToken cancel)
    {
        if (options.Cluster is not null) HistoryDatabase.Migrate(options.Database, DatabaseScripts.All);
        await using var app = EcgServer.Build(options);
        if (Listening.Warning(options) is { } warning) await Console.Error.WriteLineAsync(warning);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await StopStartedAsync(app);
            throw;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var what = options.Role.HasGateway() ? $"API: {address}/docs" : options.Role.ToString().ToLowerInvariant();
        Console.WriteLine($"EcgStream at {address} ({what}). Ctrl-C ends it.");
        if (options.Ward is { } ward)
            Console.WriteLine($"{ward.Patients} simulated patients, {app.Services.GetRequiredService<IBeatSource>().Name}, {options.Door} door, speed {ward.Speed}");
        if (options.Ward?.Demo is not null)
            foreach (var line in DemoScript.Lines) Console.WriteLine(line);
        var end = app.WaitForShutdownAsync(CancellationToken.None);
        if (app.Services.GetService<WardSimulation>() is not { } simulation)
        {
            await end;
            return 0;
        }

        await ReplayDisplay.ShowAsync(end, () => simulation.Progress, options.Ward?.Seconds, AnsiConsole.Console);
        if (await simulation.CompareAsync() is not { } report) return 0;
        var faulty = app.Services.GetService<FaultyDoor>();
        if (faulty is not null) Console.WriteLine(faulty.Counts);
        if (faulty is { Counts.Taken: > 0 }) Console.WriteLine($"Taken away for good: {faulty.TakenBeats}");
        if (simulation.Progress.Slowed is { } slowed) Console.WriteLine(slowed);
        if (report.ByClass is { } byClass) Console.WriteLine(byClass);
        Console.WriteLine(report);
        if (options.Json is { } json)
            await RunSummary.Of(app.Services.GetRequiredService<IBeatSource>().Name, report, simulation.Progress, faulty).WriteAsync(json);
        return report.Duplicated == 0 && report.Lost == (faulty?.Counts.Taken ?? 0) ? 0 : 1;
    }

    /// <summary>Ends what has started; that a host which has not even begun cannot be stopped is no news.</summary>
    private static async Task StopStartedAsync(WebApplication app)
    {
        try { await app.StopAsync(CancellationToken.None); }
        catch (ArgumentNullException) { }
    }
}

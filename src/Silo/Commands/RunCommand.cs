using System.CommandLine;
using EcgStream.Silo.Hosting;
using EcgStream.Silo.Simulation;
using EcgStream.Simulator.Beats;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EcgStream.Silo.Commands;

/// <summary><c>run</c>: the server, the dashboard and a simulated ward in one process.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var port = Within("--port", 5080, 0, 65_535, "HTTP port on 127.0.0.1; 0 takes a free one");
        var patients = Within("--patients", 50, 0, 100_000, "simulated patients; 0 for a server without a ward");
        var seconds = new Option<double?>("--seconds") { Description = "end after so many seconds; without it, serve until stopped" };
        var speed = Within("--speed", 1.0, 0.1, 1_000, "sample time per wall-clock time");
        var seed = new Option<ulong>("--seed") { Description = "same seed, same beats", DefaultValueFactory = _ => 1 };
        var door = new Option<string>("--door") { Description = "how beats reach the patients: stream or call", DefaultValueFactory = _ => "stream" };
        door.AcceptOnlyFromAmong("stream", "call");
        var data = new Option<string?>("--data") { Description = "folder of ECG5000" };
        var database = new Option<string>("--database")
        {
            Description = "SQLite file of the history",
            DefaultValueFactory = _ => Path.Combine("data", "ecgstream.db"),
        };
        var silos = Within("--silos", 1, 1, 2, "Orleans silos in this process");

        var command = new Command("run", "Serves REST, the live hub and the dashboard, and simulates a ward.")
            { port, patients, seconds, speed, seed, door, data, database, silos };
        command.SetAction((parsed, cancel) => RunAsync(new ServerOptions
        {
            Port = parsed.GetValue(port),
            Silos = parsed.GetValue(silos),
            Database = parsed.GetValue(database)!,
            Ward = parsed.GetValue(patients) == 0 ? null : new WardOptions(
                parsed.GetValue(patients), parsed.GetValue(seconds), parsed.GetValue(speed), parsed.GetValue(seed),
                parsed.GetValue(door)!, parsed.GetValue(data)),
        }, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, CancellationToken cancel)
    {
        await using var app = EcgServer.Build(options);
        await app.StartAsync(cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"EcgStream at {address} (API documentation: {address}/openapi/v1.json). Ctrl-C ends it.");
        if (options.Ward is { } ward)
            Console.WriteLine($"{ward.Patients} simulated patients, {app.Services.GetRequiredService<IBeatSource>().Name}, {ward.Door} door, speed {ward.Speed}");
        await app.WaitForShutdownAsync(CancellationToken.None);
        if (app.Services.GetService<WardSimulation>()?.Report is not { } report) return 0;
        Console.WriteLine(report);
        return report.Complete ? 0 : 1;
    }

    private static Option<T> Within<T>(string name, T standard, T least, T most, string description)
        where T : IComparable<T>
    {
        var option = new Option<T>(name) { Description = $"{description} ({least}…{most})", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<T>();
            if (value is null || value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                result.AddError($"{name} is {value}: it may be {least} to {most}.");
        });
        return option;
    }
}

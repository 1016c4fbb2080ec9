using System.CommandLine;
using EcgStream.History;
using EcgStream.Silo.Hosting;

namespace EcgStream.Silo.Commands;

/// <summary><c>db</c>: work on the database that needs no server.</summary>
internal static class DbCommand
{
    internal static Command Create() => new("db", "Looks after the database.") { Migrate() };

    private static Command Migrate()
    {
        var database = DatabaseOption.Create();
        var command = new Command("migrate",
            "Brings the database up to date. A server does so itself when it starts; this is for when it may not make tables.") { database };
        command.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            var name = parsed.GetValue(database)!;
            var applied = HistoryDatabase.Migrate(name, DatabaseScripts.All);
            foreach (var script in applied) Console.WriteLine($"applied {script}");
            Console.WriteLine($"{HistoryDatabase.Display(name)} is up to date.");
            return Task.FromResult(0);
        }));
        return command;
    }
}

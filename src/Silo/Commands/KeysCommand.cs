using System.CommandLine;
using EcgStream.Gateway.Security.Keys;

namespace EcgStream.Silo.Commands;

/// <summary><c>keys</c>: makes, lists and revokes the keys that callers need where the server is not on loopback alone.</summary>
internal static class KeysCommand
{
    internal static Option<string> FileOption() => new("--keys")
    {
        Description = "file of keys",
        DefaultValueFactory = _ => Path.Combine("data", "keys.json"),
    };

    internal static Command Create()
    {
        var command = new Command("keys", "Makes, lists and revokes keys. A running server heeds the change within seconds.");
        command.Subcommands.Add(Add());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private static Command Add()
    {
        var file = FileOption();
        var name = new Option<string>("--name") { Description = "whose key it is", Required = true };
        var role = new Option<string>("--role") { Description = "viewer, clinician, device or admin", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<KeyRole>().Select(one => one.ToLowerInvariant())]);
        var command = new Command("add", "Makes a key and prints it, this once.") { name, role, file };
        command.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            var (kept, key) = KeyFile.Add(
                parsed.GetValue(file)!, parsed.GetValue(name)!, Enum.Parse<KeyRole>(parsed.GetValue(role)!, ignoreCase: true), TimeProvider.System);
            Console.Error.WriteLine($"Key {kept.Id} for {kept.Name} ({parsed.GetValue(role)}). It cannot be shown again:");
            Console.WriteLine(key);
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command List()
    {
        var file = FileOption();
        var command = new Command("list", "Lists the keys, without what is secret in them.") { file };
        command.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            var keys = KeyFile.Read(parsed.GetValue(file)!);
            if (keys.Count == 0) Console.WriteLine($"There are no keys in {parsed.GetValue(file)}.");
            foreach (var key in keys)
                Console.WriteLine($"{key.Id}  {key.Role.ToString().ToLowerInvariant(),-9}  made {key.CreatedAt:yyyy-MM-dd}  " +
                    (key.RevokedAt is { } at ? $"revoked {at:yyyy-MM-dd}" : "good              ") + $"  {key.Name}");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Revoke()
    {
        var file = FileOption();
        var id = new Argument<string>("id") { Description = "the key's id, as list shows it" };
        var command = new Command("revoke", "Revokes a key, for good; open connections that came with it are cut off.") { id, file };
        command.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            var key = KeyFile.Revoke(parsed.GetValue(file)!, parsed.GetValue(id)!, TimeProvider.System);
            Console.WriteLine($"Key {key.Id} of {key.Name} is revoked since {key.RevokedAt:yyyy-MM-dd HH:mm:ss} UTC.");
            return Task.FromResult(0);
        }));
        return command;
    }
}

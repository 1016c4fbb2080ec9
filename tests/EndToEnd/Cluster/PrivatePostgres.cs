using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>A PostgreSQL of a test's own: a fresh data folder, a free port on loopback, ended with the test.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string? Programs = FindPrograms();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgstream-postgres-");
    private readonly int _port = FreePort();
    private Process? _server;

    private PrivatePostgres()
    {
    }

    internal static bool IsPossible => Programs is not null;

    /// <summary>Where programs and tests find it.</summary>
    internal string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=ecgstream;Database=postgres";

    internal static async Task<PrivatePostgres> StartAsync()
    {
        var postgres = new PrivatePostgres();
        // PostgreSQL refuses to be root's.
        if (IsRoot) await RunAsync("chown", AnotherUser, postgres._folder.FullName);
        await RunAsync(postgres.Command("initdb", "--pgdata", postgres.Data, "--username", "ecgstream", "--auth", "trust", "--no-sync"));
        await postgres.ResumeAsync();
        return postgres;
    }

    /// <summary>Starts it, once more after a stop.</summary>
    internal async Task ResumeAsync()
    {
        var command = Command("postgres", "-D", Data, "-p", $"{_port}", "-k", _folder.FullName, "-c", "listen_addresses=127.0.0.1");
        _server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        await Eventually.HoldsAsync("PostgreSQL takes connections", async () =>
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
                await using var connection = await source.OpenConnectionAsync();
                return true;
            }
            catch (NpgsqlException)
            {
                Assert.False(_server.HasExited);
                return false;
            }
        }, Patience);
    }

    /// <summary>Ends it at once: no answer to any client, recovery at the next start.</summary>
    internal async Task StopAsync()
    {
        // The postmaster may be a grandchild (runuser): its process id stands in its own file. SIGQUIT: immediate shutdown.
        var id = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunAsync("kill", "-QUIT", id.Trim());
        using var limit = new CancellationTokenSource(Patience);
        await _server!.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false }) await StopAsync();
        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string AnotherUser => "postgres"; // made by its package

    private string Data => Path.Combine(_folder.FullName, "data");

    private string[] Command(string program, params string[] arguments) =>
        [.. IsRoot ? (string[])["runuser", "-u", AnotherUser, "--"] : [], Path.Combine(Programs!, program), .. arguments];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}\n{await output}\n{await errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Folder of initdb and postgres: on the path, or where Debian puts its newest.</summary>
    private static string? FindPrograms()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(debian.Exists
                ? debian.GetDirectories().OrderByDescending(version => int.TryParse(version.Name, CultureInfo.InvariantCulture, out var number) ? number : 0)
                    .Select(version => Path.Combine(version.FullName, "bin"))
                : [])
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}

using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace EcgStream.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own, in a directory of its own, reached through a socket in it. It starts when it is
/// first asked for and ends with the fixture; and, as a shell beside it waits for the end of a pipe from here, with this process, too,
/// however that ends. PostgreSQL does not run as root: then it runs as its own user, or as nobody.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Ends the server (fast shutdown) when the pipe from here does, and by force if it has not ended half a minute later.
    private const string Guard = """
        trap '' HUP INT TERM
        exec 3<&0
        "$@" 3<&- &
        server=$!
        { read -r _ <&3; kill -INT $server; for _ in $(seq 150); do sleep .2; done; kill -KILL $server; } >/dev/null 2>&1 &
        wait $server
        kill -KILL $!
        """;

    private readonly Lazy<string> _directory;
    private readonly string[] _settings;
    private Process? _guard;
    private int _names;

    public PostgresCluster() : this([])
    {
    }

    /// <param name="settings">Settings of the server, e.g. <c>fsync=on</c>.</param>
    public PostgresCluster(params string[] settings)
    {
        _settings = ["fsync=off", .. settings];
        _directory = new Lazy<string>(Create);
    }

    /// <summary>Why there is none; null where the programs are installed.</summary>
    public static string? Missing =>
        Binaries is null ? "PostgreSQL is not installed here (no initdb under /usr/lib/postgresql or in PATH)" : null;

    /// <summary>A connection string to its database "postgres".</summary>
    public string ConnectionString => $"Host={_directory.Value};Username=postgres;Database=postgres";

    /// <summary>Whether pg_dump and pg_restore are there, too.</summary>
    public static bool HasDump => Binaries is not null && File.Exists(Path.Combine(Binaries, "pg_dump")) && File.Exists(Path.Combine(Binaries, "pg_restore"));

    // ./ecgstream test sets the variable (tests/prepare.sh).
    private static string? Binaries { get; } =
        new[] { Environment.GetEnvironmentVariable("ECGSTREAM_POSTGRES_BIN") ?? "" }
        .Concat((Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
        .OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0)
        .Select(path => Path.Combine(path, "bin")))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "postgres")));

    /// <summary>A fresh schema; its connection string finds tables there and nowhere else.</summary>
    public string NewSchema()
    {
        var name = $"test_{Interlocked.Increment(ref _names)}";
        Execute($"CREATE SCHEMA {name}");
        return $"{ConnectionString};Search Path={name}";
    }

    /// <summary>A fresh database.</summary>
    public string NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _names)}";
        Execute($"CREATE DATABASE {name}");
        return $"Host={_directory.Value};Username=postgres;Database={name}";
    }

    /// <summary>Dumps the database "postgres" while it is used, and restores it into a fresh one.</summary>
    /// <param name="schema">The only schema of interest; null for all.</param>
    /// <returns>Connection string of that.</returns>
    public string Copy(string? schema = null)
    {
        var (copy, dump) = (NewDatabase(), Path.Combine(_directory.Value, "copy.dump"));
        string[] what = schema is null ? [] : ["--schema", schema];
        Run(Path.Combine(Binaries!, "pg_dump"), [.. what, "--format", "custom", "--file", dump, Conninfo("postgres")]);
        Run(Path.Combine(Binaries!, "pg_restore"), "--clean", "--if-exists", "--dbname", Conninfo(new NpgsqlConnectionStringBuilder(copy).Database!), dump);
        return copy;
    }

    /// <summary>Ends the server at once: open transactions are rolled back, what was committed stays.</summary>
    public void Stop()
    {
        if (_guard is null) return;
        _guard.StandardInput.Close();
        if (!_guard.WaitForExit(Patience)) throw new TimeoutException("PostgreSQL does not end.");
        _guard.Dispose();
        _guard = null;
    }

    /// <summary>Starts it (again) and waits until it answers.</summary>
    public void Start() => Start(_directory.Value);

    public void Dispose()
    {
        Stop(); // also one that started and did not answer
        if (_directory.IsValueCreated) Directory.Delete(_directory.Value, recursive: true);
    }

    private string Create()
    {
        var directory = Directory.CreateTempSubdirectory("ecg-pg-").FullName;
        if (RunAs is { } user) Run("chown", user, directory);
        Run(Program("initdb"), [.. Arguments("initdb"), "-D", directory, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        Start(directory);
        return directory;
    }

    private void Start(string directory)
    {
        string[] settings = [.. _settings.SelectMany(setting => new[] { "-c", setting })];
        var guard = _guard = Begin("sh", ["-c", Guard, "guard", Program("postgres"),
            .. Arguments("postgres"), "-D", directory, "-k", directory, "-c", "listen_addresses=", "-c", "max_connections=200", .. settings]);
        guard.OutputDataReceived += (_, _) => { };
        guard.ErrorDataReceived += (_, _) => { };
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var connection = new NpgsqlConnection($"Host={directory};Username=postgres;Database=postgres;Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(began) < Patience && !guard.HasExited)
            {
                Thread.Sleep(50); // until it answers, or has ended
            }
        }
    }

    private string Conninfo(string database) => $"host={_directory.Value} user=postgres dbname={database}";

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    // "uid:gid" of the user whom root becomes: PostgreSQL's own where a package has made one. Null for anyone but root.
    private static string? RunAs { get; } = Environment.UserName != "root" ? null
        : File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(user => user[0] is "postgres" or "nobody")
            .OrderByDescending(user => user[0]).Select(user => $"{user[2]}:{user[3]}").First();

    // setpriv becomes the program.
    private static string Program(string name) => RunAs is null ? Path.Combine(Binaries!, name) : "setpriv";

    private static string[] Arguments(string name) => RunAs?.Split(':') is [var user, var group]
        ? [$"--reuid={user}", $"--regid={group}", "--clear-groups", Path.Combine(Binaries!, name)]
        : [];

    private static void Run(string program, params string[] arguments)
    {
        using var process = Begin(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error}{output.Result}");
    }

    private static Process Begin(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
    })!;
}

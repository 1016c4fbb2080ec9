using System.Diagnostics;
using System.Text.RegularExpressions;
using EcgStream.Bench.Measuring;

namespace EcgStream.Bench.Rest;

/// <summary>The server as a process of its own, as <c>./ecgstream run</c> starts it; disposing ends it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;

    private ServerProcess(IEnumerable<string> arguments) =>
        _process = new ChildProcess("dotnet", [Path.Combine(Folder, "EcgStream.Silo.dll"), "run", "--port", "0", .. arguments]);

    /// <summary>Where the server program lies: the programs' output folders are neighbours.</summary>
    internal static string Folder
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(own.Parent!.Parent!.FullName, "EcgStream.Silo", own.Name);
        }
    }

    /// <inheritdoc cref="ChildProcess.Cpu"/>
    internal TimeSpan Cpu => _process.Cpu;

    internal static ServerProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Waits until it says where it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing for a minute.</exception>
    internal async Task<Uri> AddressAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_process.Lines.Select(line => Address().Match(line)).FirstOrDefault(match => match.Success) is { } found) return new Uri(found.Value);
            if (_process.HasExited || waited.Elapsed > Patience) throw new InvalidOperationException($"The server did not start:\n{string.Join('\n', _process.Lines)}");
            await Task.Delay(10, cancel);
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"(?<=EcgStream at )http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}

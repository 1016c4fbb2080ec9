using System.Diagnostics;

namespace EcgStream.Dashboard.Tests;

/// <summary>The dashboard's scripts that need no browser, tested by Node's own runner.</summary>
public sealed class ScriptTests
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Dashboard.Tests", "js");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.test.mjs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Script_NodeTests_Pass(string file)
    {
        // Scripts of live pages start timers when they are loaded: the run does not wait for them.
        using var node = Process.Start(new ProcessStartInfo("node", ["--test", "--test-force-exit", Path.Combine(Folder, file)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }

        Assert.True(node.ExitCode == 0, await output + await errors);
    }
}

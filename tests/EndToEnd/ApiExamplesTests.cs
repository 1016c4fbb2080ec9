using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EcgStream.EndToEnd;

/// <summary>The examples of docs/api.md, run as they stand there.</summary>
public sealed partial class ApiExamplesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Examples_RunInOrder_AllSucceed()
    {
        using var folder = new TempFolder();
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), Path.Combine(Repository.Root, "src", "Dashboard", "node_modules"));
        await using var server = EcgProcess.Server("--patients", "2", "--database", folder.Database);
        var address = (await server.AddressAsync()).ToString().TrimEnd('/');
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api.md"));
        var blocks = Blocks().Matches(page.Replace("http://127.0.0.1:5080", address, StringComparison.Ordinal));

        var ran = new List<string>();
        foreach (Match block in blocks)
        {
            var language = block.Groups["language"].Value;
            var code = block.Groups["code"].Value;
            var (rc, output) = await RunAsync(folder.FullName, language, code, ran.Count);
            Assert.True(rc == 0 && output.Length > 0, $"{code}\n{output}\n{server.Output}");
            ran.Add(language);
        }

        Assert.Equal(["csharp", "javascript", "python", "sh"], ran.Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string language, string code, int number)
    {
        var (program, file, more) = language switch
        {
            "sh" => ("bash", $"example{number}.sh", (string[])["-euo", "pipefail"]),
            "python" => ("python3", $"example{number}.py", (string[])[]),
            "javascript" => ("node", $"example{number}.mjs", (string[])[]),
            _ => ("dotnet", $"example{number}.cs", (string[])["run"]),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, file), code);
        using var process = Process.Start(new ProcessStartInfo(program, [.. more, file])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await errors);
    }

    // Blocks without a language, and JSON, are there to be read.
    [GeneratedRegex("""^```(?<language>sh|python|javascript|csharp)\n(?<code>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

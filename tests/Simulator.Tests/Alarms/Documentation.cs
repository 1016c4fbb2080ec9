namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>Tables of docs/alarms.md that tests measure.</summary>
internal static class Documentation
{
    private const string Rewrite = "ECGSTREAM_WRITE_ALARMS";

    // Tests of several classes write the one file.
    private static readonly Lock OneAtATime = new();

    /// <summary>Compares a table with the one between its marks, or writes it there when the environment says so.</summary>
    internal static void Holds(string name, string table)
    {
        lock (OneAtATime)
        {
            var file = Path.Combine(Repository(), "docs", "alarms.md");
            var text = File.ReadAllText(file);
            var mark = $"<!-- {name}: written by a test -->\n";
            var begin = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
            var end = text.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            {
                File.WriteAllText(file, text[..begin] + table + text[end..]);
                return;
            }

            Assert.True(table == text[begin..end], $"""
                The table of {name} in docs/alarms.md is out of date. After a look at the difference, write it anew:
                  {Rewrite}=1 dotnet test tests/Simulator.Tests
                {table}
                """);
        }
    }

    /// <summary>Writes a table whose figures depend on the machine's data and size; nothing unless the environment says so.</summary>
    internal static void Write(string name, string table)
    {
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") Holds(name, table);
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}

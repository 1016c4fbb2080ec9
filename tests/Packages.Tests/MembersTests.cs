using Xunit;

namespace EcgStream.Packages.Tests;

/// <summary>
/// Keeps a list of every member used of the packages that some feeds lack, and holds it against the assemblies that are
/// here: the stand-ins in an offline build, the packages in a real one. So neither can drift from the other unseen.
/// </summary>
public sealed class MembersTests
{
    private const string Rewrite = "ECGSTREAM_WRITE_MEMBERS";

    public static TheoryData<string> Packages => [.. Package.All.Select(package => package.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void List_IsWhatTheCodeUses(string name)
    {
        var package = Package.All.Single(package => package.Name == name);
        var used = Members.UsedOf(package);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1" && !Package.IsReal)
        {
            File.WriteAllLines(FileOf(name), used);
        }

        var listed = File.ReadAllLines(FileOf(name));

        // Code that Orleans generates in a real build uses more of it; what people wrote must still be among that.
        var missing = Package.IsReal ? [] : used.Except(listed).ToArray();
        var gone = listed.Except(used).ToArray();
        Assert.True(missing.Length + gone.Length == 0, $"""
            The list of what this repository uses of {name} is out of date. After a look at the difference, write it anew:
              {Rewrite}=1 dotnet test tests/Packages.Tests -p:EcgStreamPackages=offline
            used, not listed:
              {string.Join("\n  ", missing)}
            listed, not used:
              {string.Join("\n  ", gone)}
            """);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void List_IsWhatThePackageOffers(string name)
    {
        var offered = Members.OfferedBy(Package.All.Single(package => package.Name == name));

        var missing = File.ReadAllLines(FileOf(name)).Where(line => !offered.Contains(line)).ToArray();

        Assert.True(missing.Length == 0, $"{(Package.IsReal ? "The package" : "The stand-in for")} {name} lacks:\n  {string.Join("\n  ", missing)}");
    }

    private static string FileOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return Path.Combine(folder.FullName, "tests", "Packages.Tests", "Members", $"{name}.txt");
            }
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}

namespace EcgStream.EndToEnd.Support;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EcgStream.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

namespace EcgStream.EndToEnd.Support;

/// <summary>A ward over a perfect line, to compare with.</summary>
public sealed class CalmRun : IAsyncLifetime
{
    private readonly TempFolder folder = new();

    internal static int Patients => 200;
    internal static int Beats { get; } = SizeOf.Environment("ECGSTREAM_CHAOS_BEATS", 60);

    internal IReadOnlyList<StoredPatient> Ward { get; private set; } = [];

    public async Task InitializeAsync() => (Ward, _) = await RunAsync(folder, "call");

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs the ward to its last beat and reads what is stored; the run itself must have found every beat.</summary>
    internal static async Task<(IReadOnlyList<StoredPatient> Ward, string Output)> RunAsync(TempFolder folder, string door, params IEnumerable<string> more)
    {
        await using var server = EcgProcess.Server(
            ["--patients", $"{Patients}", "--beats", $"{Beats}", "--seed", "11", "--speed", "10", "--door", door, "--database", folder.Database, .. more]);
        Assert.True(await server.ExitCodeAsync(TimeSpan.FromSeconds(120 + Beats)) == 0, server.Output);
        Assert.Contains($"{Patients} patients: {Patients * Beats} beats sent, ", server.Summary);
        Assert.Contains(" 0 lost, 0 duplicated", server.Summary);
        return (await StoredPatient.ReadAllAsync(folder.Database), server.Output);
    }
}

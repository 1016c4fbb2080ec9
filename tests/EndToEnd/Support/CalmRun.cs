namespace EcgStream.EndToEnd.Support;

/// <summary>A ward over a perfect line, to compare with.</summary>
public sealed class CalmRun : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal static int Patients { get; } = SizeOf.Environment("ECGSTREAM_CHAOS_PATIENTS", 100);
    internal static int Beats { get; } = SizeOf.Environment("ECGSTREAM_CHAOS_BEATS", 60);

    internal IReadOnlyList<StoredPatient> Ward { get; private set; } = [];

    public async ValueTask InitializeAsync() => (Ward, _) = await RunAsync(_folder, "call");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the ward to its last beat and reads what is stored; the run itself must have found every beat that was not taken away.</summary>
    internal static async Task<(IReadOnlyList<StoredPatient> Ward, RunOutcome Outcome)> RunAsync(TempFolder folder, string door, string? faults = null, int? patients = null)
    {
        await using var server = EcgProcess.Server(
            ["--patients", $"{patients ?? Patients}", "--beats", $"{Beats}", "--seed", "11", "--speed", "10", "--door", door, "--database", folder.Database,
            .. faults is null ? (string[])[] : ["--faults", faults]]);
        Assert.True(await server.ExitCodeAsync(TimeSpan.FromSeconds(180 + 2 * Beats)) == 0, server.Output);
        var outcome = server.Outcome!;
        Assert.Equal((patients ?? Patients, (patients ?? Patients) * (long)Beats, 0L), (outcome.Patients, outcome.Sent, outcome.Duplicated));
        Assert.Equal(outcome.Taken.Values.Sum(beats => beats.Count), outcome.Lost);
        return (await StoredPatient.ReadAllAsync(folder.Database), outcome);
    }
}

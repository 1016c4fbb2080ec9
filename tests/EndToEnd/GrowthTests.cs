using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd;

/// <summary>
/// Memory, open files and threads stay flat once the server is warm, and history takes what a beat is given.
/// ECGSTREAM_GROWTH_SECONDS, ECGSTREAM_GROWTH_PATIENTS and ECGSTREAM_GROWTH_SPEED set the size: an hour of 1,000 patients is 3600 / speed seconds.
/// </summary>
[Trait("Category", "Slow")]
public sealed class GrowthTests(ITestOutputHelper report)
{
    /// <summary>More than twice what a beat takes with the samples of abnormal ones, and the write-ahead log, there from the first minute.</summary>
    private const long BytesABeat = 800, BytesOfLog = 128_000_000;

    private readonly int _seconds = SizeOf.Environment("ECGSTREAM_GROWTH_SECONDS", 15);
    private readonly int _patients = SizeOf.Environment("ECGSTREAM_GROWTH_PATIENTS", 100);
    private readonly int _speed = SizeOf.Environment("ECGSTREAM_GROWTH_SPEED", 5);

    [Fact]
    public async Task Run_ForLong_UsesNoMoreInTheLastThirdThanInTheOneBefore()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server(
            "--patients", $"{_patients}", "--speed", $"{_speed}", "--seed", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var looks = new List<Resources>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (looks.Count < _seconds && await timer.WaitForNextTickAsync())
        {
            looks.Add(await Resources.OfAsync(server, http));
            if (looks.Count % Math.Max(1, _seconds / 12) == 0) report.WriteLine($"{looks.Count} s: {looks[^1]}");
        }

        await server.InterruptAsync();
        report.WriteLine($"{await server.CompletedAsync(TimeSpan.FromSeconds(180 + _seconds))}");

        // The first third warms up: code is compiled, pools and SQLite's page cache fill.
        var third = looks.Count / 3;
        var (before, after) = (Resources.Median(looks[third..(2 * third)]), Resources.Median(looks[(2 * third)..]));
        report.WriteLine($"second third: {before}\nlast third: {after}");
        Assert.InRange(after.WorkingSet, 0, before.WorkingSet * 1.1 + 48e6);
        Assert.InRange(after.Managed, 0, before.Managed * 1.25 + 48e6);
        Assert.InRange(after.Handles, 0, before.Handles + 16);
        Assert.InRange(after.Threads, 0, before.Threads + 16);
        Assert.InRange(after.HistoryBytes, 1, BytesOfLog + BytesABeat * after.Beats);
        Assert.True(after.Beats > before.Beats, "the ward has gone on");
    }
}

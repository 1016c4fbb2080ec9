using EcgStream.Contracts.Patients;

namespace EcgStream.History.Tests.Sqlite;

/// <summary>Files that older versions of the program have left.</summary>
public sealed class MigrationTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Open_DatabaseFromBeforeTrends_CountsItsBeats()
    {
        await using (var history = await _folder.OpenWith("p1"))
        {
            history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 20)), _sink);
        }

        _folder.Execute(
            """
            CREATE INDEX beats_by_start ON beats (patient, start);
            DROP TABLE recent_beats; DROP TABLE recent_waveforms; DROP TABLE thresholds; DROP TABLE minutes; DROP TABLE counters; DROP TABLE acts; DROP INDEX alarms_by_onset; ALTER TABLE beats DROP COLUMN quality;
            ALTER TABLE patients DROP COLUMN audio_paused_until; ALTER TABLE patients DROP COLUMN audio_paused_by;
            ALTER TABLE patients DROP COLUMN audio_paused_at; ALTER TABLE patients DROP COLUMN audio_pause_covers;
            PRAGMA user_version = 1
            """);

        var point = Assert.Single(await _folder.Open().GetTrendAsync(
            "p1", Samples.Start, Samples.Start.AddMinutes(1), TrendResolution.Minute, default));

        Assert.Equal((20, 20, null), (point.Beats, point.Classes.Normal, point.AnomalyScore));
    }

    [Fact]
    public async Task Open_DatabaseFromBeforeBeatsOfMinutes_FindsBeatsByTime()
    {
        await using (var history = await _folder.OpenWith("p1", "p2"))
        {
            history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 200)), _sink);
            history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 30)), _sink);
        }

        _folder.Execute(
            """
            ALTER TABLE minutes DROP COLUMN first_beat; ALTER TABLE minutes DROP COLUMN last_beat;
            CREATE INDEX beats_by_start ON beats (patient, start); DROP TABLE recent_beats; DROP TABLE recent_waveforms; DROP TABLE counters; PRAGMA user_version = 3
            """);

        var reopened = _folder.Open();
        reopened.TryWrite(Samples.Batch("p1", 1, Samples.Beats(200, 20)), _sink);
        await reopened.FlushAsync(default);
        var page = await reopened.GetBeatsAsync("p1", new(From: Samples.Beat(190).Start, To: Samples.Beat(215).Start, Limit: 1000), default);
        Assert.Equal(Enumerable.Range(190, 25).Reverse(), page.Items.Select(row => (int)row.Beat.Index));
        Assert.Equal(20, (await reopened.GetBeatsAsync("p2", new(From: Samples.Beat(10).Start), default)).Items.Count);
    }

    [Fact]
    public async Task Open_DatabaseFromBeforeCounters_GoesOnFromTheLastCursor()
    {
        await using (var history = await _folder.OpenWith("p1"))
        {
            history.TryWrite(Samples.Batch("p1", 1, [], [Samples.Alarm("p1", 1), Samples.Alarm("p1", 2)]), _sink);
        }

        _folder.Execute("DROP TABLE recent_beats; DROP TABLE recent_waveforms; DROP TABLE counters; PRAGMA user_version = 4");

        var reopened = _folder.Open();
        Assert.Equal(2, await reopened.GetAlarmCursorAsync(default));
        reopened.TryWrite(Samples.Batch("p1", 1, [], [Samples.Alarm("p1", 3)]), _sink);
        await reopened.FlushAsync(default);
        Assert.Equal(3, await reopened.GetAlarmCursorAsync(default));
    }
}

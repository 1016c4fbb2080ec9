using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using Npgsql;

namespace EcgStream.History.Tests.Postgres;

/// <summary>Several processes on one database: here several histories, each with a writer of its own.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SharedTests(PostgresCluster cluster) : IAsyncDisposable
{
    private readonly PostgresSchema _schema = new(cluster);
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task TryWrite_PatientOpenedElsewhere_IsStaleHere()
    {
        var (one, other) = (await _schema.OpenWith("p1"), _schema.Open());
        one.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 5), [Samples.Alarm("p1", 1)]), _sink);
        await one.FlushAsync(default);

        var opening = await other.OpenAsync("p1", 10, default);
        Assert.Equal((2, 5 * 140), (opening!.Patient.Epoch, opening.Patient.Watermark));
        Assert.Equal(Samples.Beats(0, 5), opening.RecentBeats);
        one.TryWrite(Samples.Batch("p1", 1, Samples.Beats(5, 5), [Samples.Alarm("p1", 6)]), _sink);
        await one.FlushAsync(default);
        other.TryWrite(Samples.Batch("p1", 2, Samples.Beats(5, 2)), _sink);
        await other.FlushAsync(default);

        Assert.Equal("committed 2, stale 1, failed 0", _sink.Summary);
        Assert.Equal(7, (await one.FindPatientAsync("p1", default))!.Beats);
        Assert.Equal("p1:ventricular-run:1", Assert.Single((await one.GetAlarmsAsync(new(), default)).Items).Id);
    }

    [Fact]
    public async Task GetAlarmsAsync_WhileSeveralCommitOutOfOrder_AFollowerMissesNone()
    {
        const int Writers = 3, Patients = 6, Onsets = 60;
        string[] patients = [.. Enumerable.Range(0, Patients).Select(i => $"p{i}")];
        var follower = await _schema.OpenWith(patients);
        var writing = Enumerable.Range(0, Writers).Select(_ => _schema.Open()).Select((history, writer) => Task.Run(async () =>
        {
            for (var onset = 0; onset < Onsets; onset++)
            {
                foreach (var patient in patients.Where((_, i) => i % Writers == writer))
                    Assert.True(history.TryWrite(Samples.Batch(patient, 1, Samples.Beats(onset, 1), [Samples.Alarm(patient, onset)]), _sink));
                if (onset % 7 == 0) await history.FlushAsync(default);
                if (onset % 10 == 0) await history.AcknowledgeAsync($"{patients[onset % Patients]}:ventricular-run:0", $"nurse {writer}", Samples.Start, default);
            }

            await history.FlushAsync(default);
        })).ToArray();

        List<AlarmRecord> seen = [];
        var after = 0L;
        while (true)
        {
            var last = Task.WhenAll(writing).IsCompleted; // before the look: what is committed then is all
            var page = await follower.GetAlarmsAsync(new(After: after, Limit: 1_000), default);
            seen.AddRange(page.Items);
            after = page.Items.LastOrDefault()?.Cursor ?? after;
            if (last && page.Items.Count == 0) break;
        }

        await Task.WhenAll(writing);
        Assert.Equal(seen.Select(alarm => alarm.Cursor).Order(), seen.Select(alarm => alarm.Cursor));
        Assert.Equal(Patients * Onsets, seen.Select(alarm => alarm.Id).Distinct().Count());
        var stored = (await follower.GetAlarmsAsync(new(Limit: 1_000), default)).Items;
        Assert.Equal(stored.OrderBy(alarm => alarm.Id), seen.GroupBy(alarm => alarm.Id).Select(changes => changes.Last()).OrderBy(alarm => alarm.Id));
        Assert.Equal(after, await follower.GetAlarmCursorAsync(default));
        Assert.Empty(_sink.Lost);
    }

    [Fact]
    public async Task TryWrite_AnotherProcessStandsStillInCopy_CutsItOff()
    {
        await _schema.OpenWith("p1");
        // A process that was stopped in the middle of a transaction, as it hands over its beats.
        await using var stopped = new NpgsqlConnection($"{_schema.Address};Pooling=false;Application Name=ecgstream writer");
        await stopped.OpenAsync();
        PostgresSchema.Execute(stopped, "BEGIN; CREATE TEMPORARY TABLE staged (n int); SELECT 1 FROM patients FOR NO KEY UPDATE");
        var copy = await stopped.BeginBinaryImportAsync("COPY staged (n) FROM STDIN (FORMAT BINARY)");
        await copy.StartRowAsync();

        var history = _schema.Open(options => options.BusyTimeoutMs = 1_500);
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 5)), _sink);
        await history.FlushAsync(default);

        Assert.Equal("committed 1, stale 0, failed 0", _sink.Summary);
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await copy.CompleteAsync());
    }

    [Fact]
    public async Task Write_SamePatientsInOpposingOrder_NobodyFails()
    {
        string[] patients = [.. Enumerable.Range(0, 20).Select(i => $"p{i}")];
        var (one, other) = (await _schema.OpenWith(), _schema.Open());
        async Task CallAsync(StoredHistory history, IEnumerable<string> order)
        {
            for (var round = 0; round < 10; round++)
            {
                await Task.WhenAll(order.Select(patient => history.AdmitAsync(patient, $"bed {round}", AlarmLimits.Default, "test", default)));
                await Task.WhenAll(order.Select(patient => history.OpenAsync(patient, 1, default)));
            }
        }

        await Task.WhenAll(CallAsync(one, patients), CallAsync(other, patients.Reverse()));

        Assert.All(await one.GetPatientsAsync(default), patient => Assert.Equal(20, patient.Epoch));
        Assert.Equal(20, (await one.GetPatientsAsync(default)).Count);
    }

    [Fact]
    public async Task TrimAsync_ByTwoAtOnce_IsDoneByOne()
    {
        var (one, other) = (_schema.Open(options => options.KeepDays = 1), _schema.Open(options => options.KeepDays = 1));
        await one.AdmitAsync("p1", null, AlarmLimits.Default, "test", default);
        await one.OpenAsync("p1", 0, default);
        one.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 3_000)), _sink);
        await one.FlushAsync(default);
        _schema.Time.Now = Samples.Start.AddDays(2);

        var trimmed = await Task.WhenAll(one.TrimAsync(default), other.TrimAsync(default));

        Assert.Equal([0L, 3_000], trimmed.Select(pass => pass.Beats).Order());
    }

    [Fact]
    public async Task TryWrite_RowHeldByAnother_FailsWithTheReasonAndRecovers()
    {
        var history = await _schema.OpenWith("p1", "p2");
        using (var other = _schema.Connect())
        {
            PostgresSchema.Execute(other, "BEGIN; SELECT * FROM patients WHERE id = 'p1' FOR UPDATE");
            history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
            await Eventually.HoldsAsync("the writer waits for the row", () => Task.FromResult(_schema.Scalar(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0 || !_sink.Lost.IsEmpty), TimeSpan.FromMinutes(2));
            PostgresSchema.Execute(other, "ROLLBACK");
        }

        await history.FlushAsync(default);
        history.TryWrite(Samples.Batch("p2", 1, Samples.Beats(0, 2)), _sink);
        await history.FlushAsync(default);
        Assert.True(history.Healthy);
        Assert.Equal("committed 2, stale 0, failed 0", _sink.Summary);
    }
}

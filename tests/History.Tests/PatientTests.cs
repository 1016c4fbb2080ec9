using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Tests;

public sealed class PatientTests : IAsyncDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly Outcomes _sink = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task AdmitAsync_Twice_ChangesBedAndLimitsAndKeepsTheRest()
    {
        var history = await _folder.OpenWith("p1");
        var admitted = _folder.Time.Now;
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 2)), _sink);
        _folder.Time.Now = admitted.AddHours(1);

        var record = await history.AdmitAsync("p1", "bed 7", new AlarmLimits(45, 150, 110.5), default);

        Assert.Equal(new PatientRecord("p1", "bed 7", new AlarmLimits(45, 150, 110.5), admitted, null, 1, 280, 2), record);
        Assert.Equal(record, await history.FindPatientAsync("p1", default));
    }

    [Fact]
    public async Task AdmitAsync_BadId_IsRefused()
    {
        var history = _folder.Open();
        await Assert.ThrowsAsync<ArgumentException>(() => history.AdmitAsync("a:b", null, AlarmLimits.Default, default));
    }

    [Fact]
    public async Task GetPatientsAsync_Several_ComeById()
    {
        var history = await _folder.OpenWith("p2", "p1", "p10");
        Assert.Equal(["p1", "p10", "p2"], (await history.GetPatientsAsync(default)).Select(p => p.PatientId));
    }

    [Fact]
    public async Task OpenAsync_NotAdmitted_IsNull()
    {
        Assert.Null(await _folder.Open().OpenAsync("nobody", 10, default));
    }

    [Fact]
    public async Task OpenAsync_AfterBeatsAndAlarms_BringsTheLastBeatsAndWhatIsNotCleared()
    {
        var history = await _folder.OpenWith("p1", "p2");
        history.TryWrite(
            Samples.Batch("p1", 1, Samples.Beats(0, 30),
                [Samples.Alarm("p1", 1, AlarmState.Cleared), Samples.Alarm("p1", 2, AlarmState.Latched), Samples.Alarm("p1", 3)]),
            _sink);
        history.TryWrite(Samples.Batch("p2", 1, [], [Samples.Alarm("p2", 3)]), _sink);

        var opening = await history.OpenAsync("p1", 8, default);

        Assert.Equal(2, opening!.Patient.Epoch);
        Assert.Equal(30, opening.Patient.Beats);
        Assert.Equal(30 * 140, opening.Patient.Watermark);
        Assert.Equal(Samples.Beats(22, 8), opening.RecentBeats);
        Assert.Equal([2L, 3], opening.OpenAlarms.Select(a => a.OnsetBeat));
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnce_EachHasAnEpochOfItsOwn()
    {
        var history = await _folder.OpenWith("p1");
        var openings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => history.OpenAsync("p1", 0, default)));
        Assert.Equal(Enumerable.Range(2, 20).Select(i => (long)i), openings.Select(o => o!.Patient.Epoch).Order());
    }

    [Fact]
    public async Task DischargeAsync_Admitted_RefusesLaterBatchesUntilAdmittedAgain()
    {
        var history = await _folder.OpenWith("p1");
        var discharged = await history.DischargeAsync("p1", default);
        Assert.Equal(_folder.Time.Now, discharged!.DischargedAt);
        Assert.Null(await history.OpenAsync("p1", 0, default));
        history.TryWrite(Samples.Batch("p1", 1, Samples.Beats(0, 1)), _sink);
        await history.FlushAsync(default);
        Assert.Equal("committed 0, stale 1, failed 0", _sink.Summary);

        await history.AdmitAsync("p1", null, AlarmLimits.Default, default);
        Assert.Equal(3, (await history.OpenAsync("p1", 0, default))!.Patient.Epoch);
        Assert.Null(await history.DischargeAsync("nobody", default));
    }
}

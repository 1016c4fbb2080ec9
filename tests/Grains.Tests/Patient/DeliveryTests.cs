using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Tests.Support;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

/// <summary>What a patient's grain does while something is missing or broken.</summary>
public sealed class DeliveryTests
{
    private const int Beat = BeatFrame.SampleCount;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Append_GapThatNobodyFills_AlarmsThenBecomesAHoleAndTheWatermarkPasses()
    {
        await using var silo = await SiloFixture.StartAsync(options =>
            (options.GapAlarm, options.GapGiveUp) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(600)));
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 0));
        await patient.Append(Beats.Chunk("a", 3));

        await Eventually.HoldsAsync("the gap alarm is stored while the beats are still missing", async () =>
            (await AlarmsAsync(silo)).SingleOrDefault() is { Rule: "signal-gap", OnsetBeat: 1, Kind: AlarmKind.Technical });
        Assert.Equal(4 * Beat, await patient.WaitStored(4 * Beat, Patience));

        var hole = Assert.Single(await silo.History.GetHolesAsync("a", default));
        Assert.Equal((1L, 2L, "not received within 0.6 s"), (hole.FirstBeat, hole.BeatCount, hole.Reason));
        Assert.Equal([0L, 3L], await StoredBeatsAsync(silo));
        Assert.Equal(AlarmState.Cleared, Assert.Single(await AlarmsAsync(silo)).State);
        Assert.Null((await patient.GetStatus()).Alarm);
    }

    [Fact]
    public async Task Append_GapIsFilledAfterTheAlarm_EndsItAndLeavesNoHole()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.GapAlarm = TimeSpan.FromMilliseconds(100));
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 1));
        await Eventually.HoldsAsync("the patient's alarm is the gap", async () =>
            (await patient.GetStatus()) is { AlarmPriority: AlarmPriority.Medium, Alarm: "signal gap: 1 beat missing for 0.1 s" });

        await patient.Append(Beats.Chunk("a", 0));

        Assert.Equal(2 * Beat, await patient.WaitStored(2 * Beat, Patience));
        await Eventually.HoldsAsync("the alarm is over", async () => (await AlarmsAsync(silo)).Single().State == AlarmState.Cleared);
        Assert.Empty(await silo.History.GetHolesAsync("a", default));
    }

    [Theory]
    [InlineData(StoreTrouble.Fails)]
    [InlineData(StoreTrouble.Full)]
    [InlineData(StoreTrouble.CommitsAndSaysItFailed)]
    public async Task Append_StoreInTroubleForAWhile_ShowsAlarmsAtOnceAndLosesAndDoublesNothing(StoreTrouble trouble)
    {
        await using var silo = await SiloFixture.StartAsync(options => options.StoreRetry = TimeSpan.FromMilliseconds(50));
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 0));
        await patient.WaitStored(Beat, Patience);
        var viewer = new RecordingObserver();
        await silo.WatchAsync(viewer);

        silo.History.InTrouble = trouble;
        for (var n = 1; n < 10; n++)
            await patient.Append(Beats.Chunk("a", n, n < 3 ? BeatClass.Normal : BeatClass.ROnTPvc, rrMs: 400));

        await Eventually.HoldsAsync("the alarm is shown, unstored", () =>
            Task.FromResult(viewer.Alarms.Any(alarm => alarm is { Rule: "ventricular-run", Stored: false })));
        await Eventually.HoldsAsync("every verdict is shown", () => Task.FromResult(viewer.Verdicts.Any(verdict => verdict.Beat == 9)));
        await Eventually.HoldsAsync("the batch is offered again", () => Task.FromResult(silo.History.Offers >= 3));
        Assert.Equal(Beat, (await patient.GetStatus()).Watermark);
        Assert.DoesNotContain(viewer.Alarms, alarm => alarm.Stored);

        silo.History.InTrouble = StoreTrouble.None;

        Assert.Equal(10 * Beat, await patient.WaitStored(10 * Beat, Patience));
        await Eventually.HoldsAsync("the alarm is shown with its cursor", () => Task.FromResult(viewer.Alarms.Any(alarm => alarm.Stored)));
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), await StoredBeatsAsync(silo));
        Assert.Equal(10, (await silo.History.FindPatientAsync("a", default))!.Beats);
        Assert.Equal("a:ventricular-run:3", Assert.Single(await AlarmsAsync(silo)).Id);
        Assert.Equal(10, viewer.Verdicts.Select(verdict => verdict.Beat).Append(0).Distinct().Count());
        GC.KeepAlive(viewer);
    }

    [Fact]
    public async Task Silo_StopsWhileBeatsAreJudged_StoresThemFirst()
    {
        await using var silo = await SiloFixture.StartAsync();
        var (patient, inference) = (silo.Client.GetGrain<IPatientGrain>("a"), silo.Inference);
        await patient.Append(Beats.Chunk("a", 0));
        await patient.WaitStored(Beat, Patience);
        inference.Hold = true;
        for (var n = 1; n < 4; n++) await patient.Append(Beats.Chunk("a", n));

        var restart = silo.RestartAsync();
        await Eventually.HoldsAsync("the patient answers no more", async () =>
        {
            try { await patient.GetStatus().WaitAsync(TimeSpan.FromMilliseconds(100)); }
            catch (Exception) { return true; } // waits, or is refused
            return false;
        });
        inference.Release();
        await restart;

        Assert.Equal([0L, 1L, 2L, 3L], await StoredBeatsAsync(silo));
    }

    [Fact]
    public async Task Append_SomebodyLooksAtOneOfTwo_OnlyItsSignalIsSent()
    {
        await using var silo = await SiloFixture.StartAsync();
        var viewer = new RecordingObserver();
        await silo.WatchAsync(viewer, "a");

        var seen = Beats.Chunk("a", 0, BeatClass.Pvc, rrMs: 700);
        await silo.Client.GetGrain<IPatientGrain>("b").Append(Beats.Chunk("b", 0));
        await silo.Client.GetGrain<IPatientGrain>("a").Append(seen);
        await Eventually.HoldsAsync("both verdicts are shown", () => Task.FromResult(viewer.Verdicts.Count == 2));
        await Eventually.HoldsAsync("a signal is shown", () => Task.FromResult(!viewer.Traces.IsEmpty));

        var beat = Assert.Single(viewer.Traces);
        Assert.Equal(("a", 0L, 700d, BeatClass.Pvc), (beat.PatientId, beat.Beat, beat.RrMs, beat.Class));
        Assert.Equal(TraceBeat.Pack(seen.Samples), beat.Samples);
        GC.KeepAlive(viewer);
    }

    [Fact]
    public async Task Append_StoreInTroubleAndTheWindowFull_AnswersBusyUntilItIsWellAgain()
    {
        await using var silo = await SiloFixture.StartAsync(options =>
            (options.StoreRetry, options.MaxUnstoredBeats) = (TimeSpan.FromMilliseconds(50), 4));
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        silo.History.InTrouble = StoreTrouble.Fails;

        var taken = 0;
        while ((await patient.Append(Beats.Chunk("a", taken))).Outcome == AppendOutcome.Taken) taken++;
        Assert.Equal(8, taken); // four unstored, four waiting in order: nothing grows without end
        Assert.Equal(AppendOutcome.Busy, (await patient.Append(Beats.Chunk("a", taken))).Outcome);

        silo.History.InTrouble = StoreTrouble.None;

        Assert.Equal(8 * Beat, await patient.WaitStored(8 * Beat, Patience));
        Assert.Equal(AppendOutcome.Taken, (await patient.Append(Beats.Chunk("a", 8))).Outcome);
        Assert.Equal(9 * Beat, await patient.WaitStored(9 * Beat, Patience));
    }

    [Fact]
    public async Task Append_BeatThatTheStoreRefuses_LeavesAHoleSaysSoAndGoesOn()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        silo.Inference.NamelessModels = 3; // the store takes no verdict without a model set's name

        for (var n = 0; n < 6; n++) await patient.Append(Beats.Chunk("a", n));

        Assert.Equal(6 * Beat, await patient.WaitStored(6 * Beat, Patience));
        Assert.Equal([0L, 1L, 2L, 4L, 5L], await StoredBeatsAsync(silo));
        var hole = Assert.Single(await silo.History.GetHolesAsync("a", default));
        Assert.Equal((3L, 1L), (hole.FirstBeat, hole.BeatCount));
        Assert.StartsWith("could not be stored", hole.Reason);
        Assert.Equal(5, (await silo.History.FindPatientAsync("a", default))!.Beats);
        await Eventually.HoldsAsync("the refusal is a technical alarm", async () =>
            (await AlarmsAsync(silo)).SingleOrDefault() is { Rule: "not-stored", OnsetBeat: 3, Kind: AlarmKind.Technical, State: AlarmState.Active });
        Assert.Equal("not stored: beat 3", (await patient.GetStatus()).Alarm);

        for (var n = 6; n < 40; n++) await patient.Append(Beats.Chunk("a", n));
        await Eventually.HoldsAsync("the alarm is over", async () => (await AlarmsAsync(silo)).Single().State == AlarmState.Cleared);
    }

    [Fact]
    public async Task DeclareLost_HeartRate_BeginsAnewBehindTheHole()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        for (var n = 0; n < 8; n++) await patient.Append(Beats.Chunk("a", n, rrMs: 1_000));
        await patient.DeclareLost(8 * Beat, Beat);
        await patient.Append(Beats.Chunk("a", 9, rrMs: 500));

        await patient.WaitStored(10 * Beat, Patience);

        Assert.Equal(120, (await patient.GetStatus()).HeartRate);
    }

    private static async Task<IReadOnlyList<AlarmRecord>> AlarmsAsync(SiloFixture silo) =>
        (await silo.History.GetAlarmsAsync(new AlarmQuery(), default)).Items;

    private static async Task<List<long>> StoredBeatsAsync(SiloFixture silo)
    {
        var beats = new List<long>();
        await foreach (var (beat, _) in silo.History.ReadHashesAsync("a", default)) beats.Add(beat);
        return beats;
    }
}

using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Tests.Support;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

/// <summary>What a patient's grain makes of beats that do not come.</summary>
public sealed class PresenceTests
{
    private const int Beat = BeatFrame.SampleCount;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset End = Beats.Start.AddMilliseconds(3 * 800);

    [Fact]
    public async Task Report_WatchedFourSecondsWithoutABeat_IsAsystoleUntilABeatComes()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await ThreeBeatsAsync(silo);

        await patient.Report(Watching(End.AddSeconds(3.9)));
        Assert.Equal(PatientSignal.Present, (await patient.GetStatus()).Signal);
        await patient.Report(Watching(End.AddSeconds(4.2)));

        var status = await patient.GetStatus();
        Assert.Equal((PatientSignal.NoBeat, 0d, "asystole 4.2 s ≥ 4 s", AlarmPriority.High), (status.Signal, status.HeartRate, status.Alarm, status.AlarmPriority));

        await patient.Append(Beats.Chunk("a", 3) with { StartTime = End.AddSeconds(6) });
        Assert.Equal(4 * Beat, await patient.WaitStored(4 * Beat, Patience));
        Assert.Equal(PatientSignal.Present, (await patient.GetStatus()).Signal);
        var alarm = Assert.Single(await AlarmsAsync(silo));
        Assert.Equal(("a:asystole:3", AlarmState.Latched, End.AddSeconds(6)), (alarm.Id, alarm.State, alarm.EndedAt));
    }

    [Fact]
    public async Task Report_ThatBeatsHaveOvertaken_RaisesNothing()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await ThreeBeatsAsync(silo);
        await patient.Report(Watching(End.AddSeconds(5)) with { NextSample = 2 * Beat });
        Assert.Equal(PatientSignal.Present, (await patient.GetStatus()).Signal);
    }

    [Fact]
    public async Task Report_LeadOff_EndsAsystoleAndIsTechnical()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await ThreeBeatsAsync(silo);
        await patient.Report(Watching(End.AddSeconds(5)));

        await patient.Report(new EcgStatus("a", End.AddSeconds(8), 3 * Beat, ProducerState.LeadOff, End.AddSeconds(5)));

        var status = await patient.GetStatus();
        Assert.Equal((PatientSignal.LeadOff, null, "lead off 3.0 s ≥ 2 s"), (status.Signal, status.HeartRate, status.Alarm));
        await Eventually.HoldsAsync("both alarms are stored", async () =>
            (await AlarmsAsync(silo)).Select(alarm => (alarm.Rule, alarm.Kind, alarm.State)).ToHashSet().SetEquals(
                [("asystole", AlarmKind.Physiological, AlarmState.Latched), ("lead-off", AlarmKind.Technical, AlarmState.Active)]));
    }

    [Fact]
    public async Task Report_Asystole_KeepsItsIdentityAcrossARestart()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await ThreeBeatsAsync(silo);
        await patient.Report(Watching(End.AddSeconds(4)));
        await Eventually.HoldsAsync("the alarm is stored", async () => (await AlarmsAsync(silo)).Count == 1);

        await silo.RestartAsync();
        patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Report(Watching(End.AddSeconds(40)));
        Assert.Equal(PatientSignal.NoBeat, (await patient.GetStatus()).Signal);
        await patient.Append(Beats.Chunk("a", 3) with { StartTime = End.AddSeconds(41) });
        await patient.WaitStored(4 * Beat, Patience);

        Assert.Equal(("a:asystole:3", AlarmState.Latched), Assert.Single(await AlarmsAsync(silo)) is var one ? (one.Id, one.State) : default);
    }

    [Theory]
    [InlineData(2 * Beat + 1, 0)]
    [InlineData(-Beat, 0)]
    [InlineData(3 * Beat, -1)]
    [InlineData(3 * Beat, 100_000)]
    [InlineData(9_223_372_036_854_775_800, 0)]
    public async Task Report_Senseless_IsRefused(long nextSample, double seconds)
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await ThreeBeatsAsync(silo);
        var reply = await patient.Report(new EcgStatus("a", End.AddSeconds(seconds), nextSample, ProducerState.Watching, End));
        Assert.Equal(AppendOutcome.Refused, reply.Outcome);
    }

    [Fact]
    public async Task Silence_OfAConnectedProducer_IsSignalLostUntilItIsHeardAgain()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.SignalLost = TimeSpan.FromMilliseconds(300));
        var patient = await ThreeBeatsAsync(silo);

        await Eventually.HoldsAsync("the signal is lost", async () => (await patient.GetStatus()) is
            { Signal: PatientSignal.Lost, HeartRate: null, AlarmPriority: AlarmPriority.Medium } status && status.Alarm!.StartsWith("signal lost", StringComparison.Ordinal));

        await patient.Append(Beats.Chunk("a", 3));
        await Eventually.HoldsAsync("the alarm is over", async () => (await AlarmsAsync(silo)).FirstOrDefault() is { Rule: "signal-lost", State: AlarmState.Cleared });
    }

    [Fact]
    public async Task Silence_StoreIsWell_IsShownOnceItIsStored()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.SignalLost = TimeSpan.FromMilliseconds(300));
        var viewer = new RecordingObserver();
        await silo.WatchAsync(viewer);
        await ThreeBeatsAsync(silo);

        await Eventually.HoldsAsync("it is shown", () => Task.FromResult(!viewer.Alarms.IsEmpty));

        Assert.All(viewer.Alarms, alarm => Assert.Equal(("signal-lost", true), (alarm.Rule, alarm.Stored)));
    }

    [Theory]
    [InlineData(StoreTrouble.Fails)]
    [InlineData(StoreTrouble.FailsUnawares)]
    [InlineData(StoreTrouble.Full)]
    public async Task Silence_StoreIsInTrouble_IsShownAllTheSame(StoreTrouble trouble)
    {
        await using var silo = await SiloFixture.StartAsync(options => options.SignalLost = TimeSpan.FromMilliseconds(300));
        var viewer = new RecordingObserver();
        await silo.WatchAsync(viewer);
        var patient = await ThreeBeatsAsync(silo);

        silo.History.InTrouble = trouble;
        await patient.Append(Beats.Chunk("a", 3)); // a silence that may have been noticed before the trouble is over
        await Eventually.HoldsAsync("it is shown", () => Task.FromResult(viewer.Alarms.Any(alarm => alarm is { Id: "a:signal-lost:4", Stored: false })));
        silo.History.InTrouble = StoreTrouble.None;

        await Eventually.HoldsAsync("it is stored", () => Task.FromResult(viewer.Alarms.Any(alarm => alarm is { Id: "a:signal-lost:4", Stored: true })));
        GC.KeepAlive(viewer);
    }

    [Fact]
    public async Task Silence_OfAnActivationThatWasReplacedWithoutKnowing_IsShownToNobody()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.SignalLost = TimeSpan.FromMilliseconds(300));
        var viewer = new RecordingObserver();
        await silo.WatchAsync(viewer);
        await ThreeBeatsAsync(silo);
        await silo.History.OpenAsync("a", 0, default); // as an activation elsewhere does

        await silo.Client.GetGrain<IPatientGrain>("b").Append(Beats.Chunk("b", 0));
        await Eventually.HoldsAsync("another one's is", () => Task.FromResult(viewer.Alarms.Any(alarm => alarm.PatientId == "b")));

        Assert.DoesNotContain(viewer.Alarms, alarm => alarm.PatientId == "a");
    }

    [Fact]
    public async Task Silence_AfterStandby_IsNoAlarm()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.SignalLost = TimeSpan.FromMilliseconds(300));
        var (patient, other) = (await ThreeBeatsAsync(silo), silo.Client.GetGrain<IPatientGrain>("b"));
        await patient.Report(Watching(End) with { State = ProducerState.Standby });
        await other.Append(Beats.Chunk("b", 0));

        await Eventually.HoldsAsync("the other one's signal is lost", async () => (await other.GetStatus()).Signal == PatientSignal.Lost);

        Assert.Equal(PatientSignal.Standby, (await patient.GetStatus()).Signal);
        Assert.All(await AlarmsAsync(silo), alarm => Assert.Equal("b", alarm.PatientId));
    }

    [Fact]
    public async Task Append_NoVerdicts_IsAnalysisStoppedUntilOneComes()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.AnalysisStopped = TimeSpan.FromMilliseconds(300));
        silo.Inference.Hold = true;
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 0));

        await Eventually.HoldsAsync("the analysis has stopped", async () => (await AlarmsAsync(silo)).SingleOrDefault() is
            { Rule: "analysis-stopped", Kind: AlarmKind.Technical, Priority: AlarmPriority.Medium, State: AlarmState.Active });
        silo.Inference.Release();
        await Eventually.HoldsAsync("the alarm is over", async () => await AlarmsAsync(silo) is [{ State: AlarmState.Cleared }]);
    }

    private static EcgStatus Watching(DateTimeOffset at) => new("a", at, 3 * Beat, ProducerState.Watching, End);

    private static async Task<IPatientGrain> ThreeBeatsAsync(SiloFixture silo)
    {
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        for (var n = 0; n < 3; n++) await patient.Append(Beats.Chunk("a", n));
        Assert.Equal(3 * Beat, await patient.WaitStored(3 * Beat, Patience));
        return patient;
    }

    private static async Task<IReadOnlyList<AlarmRecord>> AlarmsAsync(SiloFixture silo) =>
        (await silo.History.GetAlarmsAsync(new AlarmQuery(), default)).Items;
}

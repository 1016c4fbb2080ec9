using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Tests.Support;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Tests.Patient;

/// <summary>What people do to a patient, and that it holds.</summary>
public sealed class CareTests
{
    private const int Beat = BeatFrame.SampleCount;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Admit_NewPatient_HasBedAndLimitsAndSurvivesARestart()
    {
        await using var silo = await SiloFixture.StartAsync(options => options.AdmitUnknown = false);
        var status = await silo.Client.GetGrain<IPatientGrain>("a").Admit(new("ann", "12A", new AlarmLimits(50, 120)));
        Assert.Equal(("12A", true), (status.Bed, status.Live));

        await silo.RestartAsync();
        Assert.Equal("12A", (await silo.Client.GetGrain<IPatientGrain>("a").GetStatus()).Bed);
        Assert.Equal(new AlarmLimits(50, 120), (await silo.History.FindPatientAsync("a", default))!.Limits);
        var act = Assert.Single((await silo.History.GetActsAsync("a", null, 10, default)).Items);
        Assert.Equal(("ann", "admitted"), (act.By, act.Act));
    }

    [Fact]
    public async Task Admit_ChangedLimits_AreInForceWithTheNextBeat()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        for (var n = 0; n < 20; n++) await patient.Append(Beats.Chunk("a", n, rrMs: 500));
        await patient.WaitStored(20 * Beat, Patience);
        Assert.Null((await patient.GetStatus()).Alarm);

        await patient.Admit(new("ann", Limits: new AlarmLimits(40, 110)));
        await patient.Append(Beats.Chunk("a", 20, rrMs: 500));
        await patient.WaitStored(21 * Beat, Patience);

        Assert.Equal("HR 120 > 110 over 17 beats", (await patient.GetStatus()).Alarm);
    }

    [Fact]
    public async Task Admit_LimitsThatContradictEachOther_AreRefused()
    {
        await using var silo = await SiloFixture.StartAsync();
        var reason = await Assert.ThrowsAnyAsync<Exception>(() =>
            silo.Client.GetGrain<IPatientGrain>("a").Admit(new("ann", Limits: new AlarmLimits(100, 105))));
        Assert.Contains("heartRateLow", reason.Message); // the field
        Assert.Null(await silo.History.FindPatientAsync("a", default));
    }

    [Fact]
    public async Task Discharge_EndsAlarmsAndRefusesSamplesUntilAdmittedAgain()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await VentricularAsync(silo, beats: 6);

        Assert.True(await patient.Discharge("ann"));
        Assert.False(await patient.Discharge("ann"));

        var reply = await patient.Append(Beats.Chunk("a", 6));
        Assert.Equal((AppendOutcome.Refused, "patient a is discharged: admit again first"), (reply.Outcome, reply.Reason));
        Assert.Equal(AlarmState.Cleared, Assert.Single(await AlarmsAsync(silo)).State);

        await silo.RestartAsync();
        patient = silo.Client.GetGrain<IPatientGrain>("a");
        Assert.Equal(AppendOutcome.Refused, (await patient.Append(Beats.Chunk("a", 6))).Outcome);
        var status = await patient.Admit(new("ann"));
        Assert.Equal((6 * Beat, null), (status.Watermark, status.Alarm));
        await patient.Append(Beats.Chunk("a", 6));
        Assert.Equal(7 * Beat, await patient.WaitStored(7 * Beat, Patience));
        Assert.Equal(7, (await silo.History.FindPatientAsync("a", default))!.Beats);
    }

    [Fact]
    public async Task PauseAudio_SurvivesARestartAndEndsByItself()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await VentricularAsync(silo, beats: 3);
        var pause = (await patient.PauseAudio("ann", true))!.AudioPause!;
        Assert.Equal(("ann", AlarmPriority.Medium, TimeSpan.FromMinutes(2)), (pause.By, pause.Covers, pause.Until - pause.At));

        await silo.RestartAsync();
        patient = silo.Client.GetGrain<IPatientGrain>("a");
        Assert.Equal(pause, (await patient.GetStatus()).AudioPause);
        Assert.Null((await patient.PauseAudio("bob", false))!.AudioPause);
        Assert.Null((await silo.History.FindPatientAsync("a", default))!.AudioPause);

        await using var quick = await SiloFixture.StartAsync(options => options.AudioPause = TimeSpan.FromMilliseconds(300));
        patient = await VentricularAsync(quick, beats: 3);
        Assert.NotNull((await patient.PauseAudio("ann", true))!.AudioPause);
        await Eventually.HoldsAsync("the pause is over", async () => (await patient.GetStatus()).AudioPause is null);
    }

    [Fact]
    public async Task PauseAudio_OnlyAHigherPriorityBreaksIt()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = await VentricularAsync(silo, beats: 3); // a run: medium
        await patient.PauseAudio("ann", true);

        await patient.Append(Beats.Chunk("a", 3)); // after a pause: as fast as the run it would pass for one of it
        for (var n = 4; n < 7; n++) await patient.Append(Beats.Chunk("a", n, BeatClass.ROnTPvc, rrMs: 400));
        await patient.WaitStored(7 * Beat, Patience);
        Assert.Equal(2, (await AlarmsAsync(silo)).Count); // another run, as urgent as the first
        Assert.NotNull((await patient.GetStatus()).AudioPause);

        for (var n = 7; n < 9; n++) await patient.Append(Beats.Chunk("a", n, BeatClass.ROnTPvc, rrMs: 400));
        await patient.WaitStored(9 * Beat, Patience);

        var status = await patient.GetStatus();
        Assert.Equal((AlarmPriority.High, null), (status.AlarmPriority, status.AudioPause));
        Assert.Null((await silo.History.FindPatientAsync("a", default))!.AudioPause);
        Assert.NotNull((await patient.PauseAudio("ann", true))!.AudioPause); // and now it covers that one, too
        Assert.Equal(AlarmPriority.High, (await patient.GetStatus()).AudioPause!.Covers);
    }

    [Fact]
    public async Task PauseAudio_NobodyAdmitted_IsNull()
    {
        await using var silo = await SiloFixture.StartAsync();
        Assert.Null(await silo.Client.GetGrain<IPatientGrain>("a").PauseAudio("ann", true));
    }

    /// <summary>A patient with nothing but ventricular beats: a run from the third on, VT from the fifth.</summary>
    private static async Task<IPatientGrain> VentricularAsync(SiloFixture silo, int beats)
    {
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        for (var n = 0; n < beats; n++) await patient.Append(Beats.Chunk("a", n, BeatClass.ROnTPvc, rrMs: 400));
        Assert.Equal(beats * Beat, await patient.WaitStored(beats * Beat, Patience));
        return patient;
    }

    private static async Task<IReadOnlyList<AlarmRecord>> AlarmsAsync(SiloFixture silo) =>
        (await silo.History.GetAlarmsAsync(new AlarmQuery(), default)).Items;
}

using EcgStream.Contracts;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Tests.Support;
using EcgStream.History.Queries;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace EcgStream.Grains.Tests.Patient;

public sealed class PatientGrainTests
{
    private const int Beat = BeatFrame.SampleCount;
    private const long BeatsOfADay = 24 * 3600 * 5;

    [Fact]
    public async Task Append_WholeBeats_AreJudgedStoredAndPassedByTheWatermark()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");

        for (var n = 0; n < 10; n++)
            Assert.Equal(AppendOutcome.Taken, (await patient.Append(Beats.Chunk("a", n))).Outcome);

        Assert.Equal(10 * Beat, await patient.WaitStored(10 * Beat, TimeSpan.FromSeconds(20)));
        var stored = await silo.History.GetBeatsAsync("a", new BeatQuery(), default);
        Assert.Equal(Enumerable.Range(0, 10).Select(n => 9L - n), stored.Items.Select(row => row.Beat.Index));
        Assert.All(stored.Items, row =>
            Assert.Equal(SampleHash.Of(Beats.Chunk("a", row.Beat.Index).Samples), row.Beat.SampleHash));
        var status = await patient.GetStatus();
        Assert.Equal(10, status.Beats);
        Assert.Equal(75, status.HeartRate!.Value, precision: 6);
        Assert.Equal(BeatClass.Normal, status.LastClass);
    }

    [Fact]
    public async Task Append_VerdictsOutOfOrder_AreStoredInBeatOrder()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        silo.Inference.Hold = true;
        for (var n = 0; n < 5; n++) await patient.Append(Beats.Chunk("a", n));

        silo.Inference.Release();

        Assert.Equal(5 * Beat, await patient.WaitStored(5 * Beat, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Append_InferenceFull_TakesTheBeatWhenThereIsRoomAgain()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        silo.Inference.Room = 1;
        await patient.Append(Beats.Chunk("a", 0));
        await patient.Append(Beats.Chunk("a", 1));
        Assert.Equal(Beat, await patient.WaitStored(Beat, TimeSpan.FromSeconds(20)));

        silo.Inference.Room = int.MaxValue;
        await patient.Append(Beats.Chunk("a", 1)); // as a producer does when the watermark stands still

        Assert.Equal(2 * Beat, await patient.WaitStored(2 * Beat, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Append_ChunkCrossesABeat_IsRefusedWithTheReason()
    {
        await using var silo = await SiloFixture.StartAsync();
        var reply = await silo.Client.GetGrain<IPatientGrain>("a")
            .Append(new EcgChunk("a", 100, Beats.Start, 800, new float[100]));

        Assert.Equal(AppendOutcome.Refused, reply.Outcome);
        Assert.NotEmpty(reply.Reason!);
    }

    [Theory]
    [InlineData("a", false, "not admitted")]
    [InlineData("../etc", true, "no patient id")]
    public async Task Append_PatientMayNotBeAdmitted_IsRefused(string id, bool admitUnknown, string reason)
    {
        await using var silo = await SiloFixture.StartAsync(options => options.AdmitUnknown = admitUnknown);
        var reply = await silo.Client.GetGrain<IPatientGrain>(id).Append(Beats.Chunk(id, 0));

        Assert.Equal(AppendOutcome.Refused, reply.Outcome);
        Assert.Contains(reason, reply.Reason);
        Assert.Empty(await silo.History.GetPatientsAsync(default));
    }

    [Fact]
    public async Task DeclareLost_MissingBeats_BecomeARecordedHoleAndTheWatermarkPasses()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 0));
        await patient.Append(Beats.Chunk("a", 3));

        await patient.DeclareLost(1 * Beat, 2 * Beat);

        Assert.Equal(4 * Beat, await patient.WaitStored(4 * Beat, TimeSpan.FromSeconds(20)));
        var hole = Assert.Single(await silo.History.GetHolesAsync("a", default));
        Assert.Equal((1L, 2L), (hole.FirstBeat, hole.BeatCount));
    }

    [Theory]
    [InlineData(1 * Beat, 9_223_372_036_854_775_660)] // up to the largest sample index
    [InlineData(2 * Beat, 9_223_372_036_854_775_660)] // beyond it
    [InlineData(1 * Beat, (BeatsOfADay + 40_000) * Beat)] // recorded a day before admission, a hundred minutes too many
    public async Task DeclareLost_BeyondWhatIsDue_IsRefusedAndChangesNothing(long first, long count)
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        await patient.Append(Beats.Chunk("a", 0));

        Assert.Equal(AppendOutcome.Refused, (await patient.DeclareLost(first, count)).Outcome);

        await patient.Append(Beats.Chunk("a", 1));
        Assert.Equal(2 * Beat, await patient.WaitStored(2 * Beat, TimeSpan.FromSeconds(20)));
        Assert.Empty(await silo.History.GetHolesAsync("a", default));
    }

    [Fact]
    public async Task DeclareLost_LongButDue_IsTakenInOneCallAlsoAfterARestart()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        var start = DateTimeOffset.UtcNow.AddHours(-2); // the device had recorded before it was admitted
        await patient.Append(Beats.Chunk("a", 0) with { StartTime = start });
        await patient.WaitStored(Beat, TimeSpan.FromSeconds(20));

        await silo.RestartAsync();
        patient = silo.Client.GetGrain<IPatientGrain>("a");
        Assert.Equal(AppendOutcome.Refused, (await patient.DeclareLost(Beat, 3 * 3600 * 5 * Beat)).Outcome);
        Assert.Equal(AppendOutcome.Taken, (await patient.DeclareLost(Beat, 2 * 3600 * 5 * Beat)).Outcome);
        Assert.Equal((2 * 3600 * 5 + 1) * Beat, await patient.WaitStored((2 * 3600 * 5 + 1) * Beat, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Append_RunOfVentricularBeats_RaisesOneAlarmThatSurvivesARestart()
    {
        await using var silo = await SiloFixture.StartAsync();
        var patient = silo.Client.GetGrain<IPatientGrain>("a");
        for (var n = 0; n < 8; n++)
            await patient.Append(Beats.Chunk("a", n, n < 2 ? BeatClass.Normal : BeatClass.ROnTPvc, rrMs: 400));
        await patient.WaitStored(8 * Beat, TimeSpan.FromSeconds(20));

        await silo.RestartAsync();
        patient = silo.Client.GetGrain<IPatientGrain>("a");
        Assert.Equal(8 * Beat, (await patient.GetStatus()).Watermark);
        Assert.Equal(AlarmPriority.High, (await patient.GetStatus()).AlarmPriority);
        await patient.Append(Beats.Chunk("a", 8));
        await patient.WaitStored(9 * Beat, TimeSpan.FromSeconds(20));

        var alarm = Assert.Single((await silo.History.GetAlarmsAsync(new AlarmQuery(), default)).Items);
        Assert.Equal(("a:ventricular-run:2", AlarmState.Latched, AlarmPriority.High), (alarm.Id, alarm.State, alarm.Priority));
        Assert.Equal(AlarmPriority.Event, (await patient.GetStatus()).AlarmPriority);
    }

    [Fact]
    public async Task Stream_Beats_ReachThePatientByTheSamePath()
    {
        await using var silo = await SiloFixture.StartAsync();
        var stream = silo.Client.GetStreamProvider(StreamNames.Ecg)
            .GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, "s"));

        for (var n = 0; n < 5; n++) await stream.OnNextAsync(Beats.Chunk("s", n));

        await Eventually.HoldsAsync("five beats are stored", async () =>
            (await silo.History.FindPatientAsync("s", default))?.Watermark == 5 * Beat);
    }
}

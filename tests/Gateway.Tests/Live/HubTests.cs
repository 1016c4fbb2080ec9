using System.Net;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Gateway.Tests.Support;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Live;

public sealed class HubTests : IAsyncLifetime
{
    private GatewayHost _host = null!;
    private HubClient _hub = null!;
    private ILiveObserver _feed = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1", bed: "1A");
        await _host.History.AddPatientAsync("p2");
        _hub = await HubClient.ConnectAsync(_host.HubAddress);
        _feed = await _host.Feed.Observer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task JoinPatient_Verdicts_AreOfThatPatientOnly()
    {
        Assert.Null(await _hub.InvokeAsync("JoinPatient", "p2"));
        await _feed.Receive(new LiveBatch([Verdict("p1", 1), Verdict("p2", 7)], []));
        var verdicts = await _hub.EventAsync("Verdicts");

        var verdict = Assert.Single(verdicts.EnumerateArray());
        Assert.Equal("p2", verdict.GetProperty("patientId").GetString());
        Assert.Equal(7, verdict.GetProperty("beat").GetInt64());
        Assert.Equal("ROnTPvc", verdict.GetProperty("class").GetString());
        Assert.Equal("18446744073709551615", verdict.GetProperty("sampleHash").GetString());
        Assert.Equal("NaN", verdict.GetProperty("anomalyScore").GetString());
    }

    [Fact]
    public async Task JoinWard_StatusesAndVerdicts_AreOfAllPatients()
    {
        _host.Feed.Add("p1", watermark: 140);
        Assert.Null(await _hub.InvokeAsync("JoinWard"));
        var statuses = await _hub.EventAsync("Status");
        await _feed.Receive(new LiveBatch([Verdict("p1", 1), Verdict("p2", 7)], []));

        Assert.Equal(["p1", "p2"], statuses.EnumerateArray().Select(s => s.GetProperty("patientId").GetString()!));
        Assert.Equal("1A", statuses[0].GetProperty("bed").GetString());
        Assert.Equal(2, (await _hub.EventAsync("Verdicts")).GetArrayLength());
        Assert.Equal(0, (await _hub.EventAsync("Status")).GetArrayLength()); // nothing has changed, and that is said
    }

    [Fact]
    public async Task JoinAlarms_Cursor_ReplaysWhatCameAfterItThenGoesOnLive()
    {
        for (var i = 1; i <= 3; i++) await _host.History.CommitAsync(TestHistory.Alarm("p1", i));
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 1));
        Assert.Equal(2, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());
        Assert.Equal(3, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());

        var alarm = TestHistory.Alarm("p2", 9, changed: TestHistory.Start.AddMinutes(1));
        await _feed.Receive(new LiveBatch([], [alarm]));
        var unstored = await _hub.EventAsync("Alarm");
        await _feed.Receive(new LiveBatch([], [await _host.History.CommitAsync(alarm)]));
        var stored = await _hub.EventAsync("Alarm");

        Assert.False(unstored.GetProperty("stored").GetBoolean());
        Assert.Equal("p2:ventricular-run:9", unstored.GetProperty("id").GetString());
        Assert.True(stored.GetProperty("stored").GetBoolean());
        Assert.Equal(4, stored.GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task JoinAlarms_WithoutACursor_BeginsWithWhatStandsThenGoesOnLive()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1, AlarmState.Latched));
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 2, AlarmState.Cleared));
        await _host.History.CommitAsync(TestHistory.Alarm("p2", 3));
        await _host.History.CommitAsync(TestHistory.Alarm("p2", 4, AlarmState.Cleared));
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", [null!]));
        Assert.Equal(1, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());
        Assert.Equal(3, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());

        await _host.History.CommitAsync(TestHistory.Alarm("p2", 3, AlarmState.Cleared, TestHistory.Start.AddMinutes(1)));
        var cleared = await _hub.EventAsync("Alarm");
        Assert.Equal(("p2:ventricular-run:3", 5), (cleared.GetProperty("id").GetString(), cleared.GetProperty("cursor").GetInt64()));
    }

    [Fact]
    public async Task Call_TooOften_IsToldSo()
    {
        string? refusal = null;
        for (var i = 0; i < 2000 && refusal is null; i++) refusal = await _hub.InvokeAsync("LeaveWard");

        Assert.StartsWith("too-many-calls: ", refusal);
    }

    [Fact]
    public async Task Connect_MoreThanTheServerTakes_IsClosed()
    {
        await using var host = await GatewayHost.StartAsync(security => security.HubConnections = 1);
        await using var first = await HubClient.ConnectAsync(host.HubAddress);
        Assert.Null(await first.InvokeAsync("JoinWard"));

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var second = await HubClient.ConnectAsync(host.HubAddress);
            await second.InvokeAsync("JoinWard");
        });
        Assert.Null(await first.InvokeAsync("JoinWard"));
    }

    [Fact]
    public async Task JoinAlarms_LiveMessageLost_ComesFromHistory()
    {
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1)); // no batch tells of it

        Assert.Equal(1, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task JoinAlarms_StoreAway_JudgedAlarmsStillComeAndNothingIsMissed()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1));
        _host.History.Troubles.AlarmsUnreadable = true;
        await _feed.Receive(new LiveBatch([], [TestHistory.Alarm("p2", 2)]));
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        var judged = await _hub.EventAsync("Alarm");
        _host.History.Troubles.AlarmsUnreadable = false;
        var stored = await _hub.EventAsync("Alarm");

        Assert.Equal("p2:ventricular-run:2", judged.GetProperty("id").GetString());
        Assert.Equal("p1:ventricular-run:1", stored.GetProperty("id").GetString());
    }

    [Fact]
    public async Task JoinAlarms_UnstoredChangeOvertakenByItsCommit_IsNotShownAgain()
    {
        var alarm = TestHistory.Alarm("p1", 1);
        await _host.History.CommitAsync(alarm);
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        Assert.True((await _hub.EventAsync("Alarm")).GetProperty("stored").GetBoolean());

        await _feed.Receive(new LiveBatch([], [alarm]));
        await _host.History.CommitAsync(TestHistory.Alarm("p2", 2));
        Assert.Equal("p2:ventricular-run:2", (await _hub.EventAsync("Alarm")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Acknowledge_OverRest_ReachesViewers()
    {
        var id = (await _host.History.CommitAsync(TestHistory.Alarm("p1", 1))).Id;
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 1));
        await _host.PostAsync($"/api/alarms/{id}/acknowledge", """{"by":"Dr. Grey"}""");
        var alarm = await _hub.EventAsync("Alarm");

        Assert.Equal(AlarmState.Acknowledged.ToString(), alarm.GetProperty("state").GetString());
        Assert.Equal("Dr. Grey", alarm.GetProperty("acknowledgedBy").GetString());
    }

    [Fact]
    public async Task JoinTrace_SignalOfThatPatientOnly_UntilLeft()
    {
        Assert.Null(await _hub.InvokeAsync("JoinTrace", (object)new[] { "p2" }));
        await Eventually.HoldsAsync("the silo is asked for the trace", () => Task.FromResult(_host.Feed.Watched is ["p2"]));
        await _feed.Receive(new LiveBatch([], [], [Trace("p1"), Trace("p2")]));

        var beat = Assert.Single((await _hub.EventAsync("Trace")).EnumerateArray());
        Assert.Equal("p2", beat.GetProperty("patientId").GetString());
        Assert.Equal("Pvc", beat.GetProperty("class").GetString());
        Assert.Equal([0xDC, 0x05, 0xFF, 0x7F], beat.GetProperty("samples").GetBytesFromBase64()); // 1.5, clipped

        Assert.Null(await _hub.InvokeAsync("LeaveTrace", (object)new[] { "p2" }));
        await Eventually.HoldsAsync("the silo is asked for none", () => Task.FromResult(_host.Feed.Watched.Length == 0));
    }

    [Fact]
    public async Task JoinTrace_ViewerGone_NobodyIsAskedForItsTraces()
    {
        var other = await HubClient.ConnectAsync(_host.HubAddress);
        Assert.Null(await other.InvokeAsync("JoinTrace", (object)new[] { "p1" }));
        await Eventually.HoldsAsync("the silo is asked for the trace", () => Task.FromResult(_host.Feed.Watched is ["p1"]));

        await other.DisposeAsync();

        await Eventually.HoldsAsync("the silo is asked for none", () => Task.FromResult(_host.Feed.Watched.Length == 0));
    }

    [Fact]
    public async Task Join_WrongArgument_SaysWhy()
    {
        Assert.StartsWith("patient-id: ", await _hub.InvokeAsync("JoinTrace", (object)new[] { "p 1" }));
        var crowd = Enumerable.Range(0, 257).Select(n => $"p{n}").ToArray();
        Assert.StartsWith("too-many-patients: ", await _hub.InvokeAsync("JoinTrace", (object)crowd));
        Assert.StartsWith("patient-id: ", await _hub.InvokeAsync("JoinPatient", "p 1"));
        Assert.StartsWith("cursor: ", await _hub.InvokeAsync("JoinAlarms", -1));
    }

    [Fact]
    public async Task Publish_ViewerThatDoesNotRead_DoesNotHoldUpOthers()
    {
        await using var slow = await HubClient.ConnectAsync(_host.HubAddress, room: 16);
        Assert.Null(await slow.InvokeAsync("JoinWard"));
        Assert.Null(await _hub.InvokeAsync("JoinPatient", "p2"));
        var flood = Enumerable.Range(0, 4096).Select(i => Verdict("p1", i)).ToArray();
        for (var i = 0; i < 40; i++) await _feed.Receive(new LiveBatch(flood, []));
        await _feed.Receive(new LiveBatch([Verdict("p2", 7)], []));

        Assert.Equal(7, (await _hub.EventAsync("Verdicts"))[0].GetProperty("beat").GetInt64());
    }

    [Fact]
    public async Task Connect_FromAnotherSite_IsForbidden()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await HubClient.KnockAsync(_host.HubAddress, "https://elsewhere.example"));
        var own = _host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await HubClient.KnockAsync(_host.HubAddress, own));
    }

    private static TraceBeat Trace(string id) => new(id, 7, TestHistory.Start, 820, BeatClass.Pvc, TraceBeat.Pack([1.5f, 99]));

    private static LiveVerdict Verdict(string id, long beat) => new(
        id, beat, TestHistory.Start, 820, BeatClass.ROnTPvc, 0.9f, float.NaN, false, ulong.MaxValue, "test-1");
}

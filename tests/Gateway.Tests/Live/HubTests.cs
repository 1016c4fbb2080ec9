using System.Net;
using System.Net.WebSockets;
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

    public async Task InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _host.History.AddPatient("p1", bed: "1A");
        _host.History.AddPatient("p2");
        _hub = await HubClient.ConnectAsync(_host.HubAddress);
        _feed = await _host.Feed.Observer.Task;
    }

    public async Task DisposeAsync()
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
        for (var i = 1; i <= 3; i++) _host.History.Commit(_host.History.Alarm("p1", i));
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 1));
        Assert.Equal(2, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());
        Assert.Equal(3, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());

        var alarm = _host.History.Alarm("p2", 9, changed: FakeHistory.Start.AddMinutes(1));
        await _feed.Receive(new LiveBatch([], [alarm]));
        var unstored = await _hub.EventAsync("Alarm");
        await _feed.Receive(new LiveBatch([], [_host.History.Commit(alarm)]));
        var stored = await _hub.EventAsync("Alarm");

        Assert.False(unstored.GetProperty("stored").GetBoolean());
        Assert.Equal("p2:ventricular-run:9", unstored.GetProperty("id").GetString());
        Assert.True(stored.GetProperty("stored").GetBoolean());
        Assert.Equal(4, stored.GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task JoinAlarms_LiveMessageLost_ComesFromHistory()
    {
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        _host.History.Commit(_host.History.Alarm("p1", 1)); // no batch tells of it

        Assert.Equal(1, (await _hub.EventAsync("Alarm")).GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task JoinAlarms_StoreAway_JudgedAlarmsStillComeAndNothingIsMissed()
    {
        _host.History.Commit(_host.History.Alarm("p1", 1));
        _host.History.AlarmsUnreadable = true;
        await _feed.Receive(new LiveBatch([], [_host.History.Alarm("p2", 2)]));
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        var judged = await _hub.EventAsync("Alarm");
        _host.History.AlarmsUnreadable = false;
        var stored = await _hub.EventAsync("Alarm");

        Assert.Equal("p2:ventricular-run:2", judged.GetProperty("id").GetString());
        Assert.Equal("p1:ventricular-run:1", stored.GetProperty("id").GetString());
    }

    [Fact]
    public async Task JoinAlarms_UnstoredChangeOvertakenByItsCommit_IsNotShownAgain()
    {
        var alarm = _host.History.Alarm("p1", 1);
        _host.History.Commit(alarm);
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 0));
        Assert.True((await _hub.EventAsync("Alarm")).GetProperty("stored").GetBoolean());

        await _feed.Receive(new LiveBatch([], [alarm]));
        _host.History.Commit(_host.History.Alarm("p2", 2));
        Assert.Equal("p2:ventricular-run:2", (await _hub.EventAsync("Alarm")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Acknowledge_OverRest_ReachesViewers()
    {
        var id = _host.History.Commit(_host.History.Alarm("p1", 1)).Id;
        Assert.Null(await _hub.InvokeAsync("JoinAlarms", 1));
        await _host.PostAsync($"/api/alarms/{id}/acknowledge", """{"by":"Dr. Grey"}""");
        var alarm = await _hub.EventAsync("Alarm");

        Assert.Equal(AlarmState.Acknowledged.ToString(), alarm.GetProperty("state").GetString());
        Assert.Equal("Dr. Grey", alarm.GetProperty("acknowledgedBy").GetString());
    }

    [Fact]
    public async Task Join_WrongArgument_SaysWhy()
    {
        Assert.Contains("no patient id", await _hub.InvokeAsync("JoinPatient", "p 1"), StringComparison.Ordinal);
        Assert.Contains("cursor", await _hub.InvokeAsync("JoinAlarms", -1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ViewerThatDoesNotRead_DoesNotHoldUpOthers()
    {
        await using var slow = await HubClient.ConnectAsync(_host.HubAddress);
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
        var fault = await Assert.ThrowsAsync<WebSocketException>(
            () => HubClient.ConnectAsync(_host.HubAddress, "https://elsewhere.example"));
        Assert.Contains("403", fault.Message, StringComparison.Ordinal);

        await using var own = await HubClient.ConnectAsync(_host.HubAddress, _host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
    }

    private static LiveVerdict Verdict(string id, long beat) => new(
        id, beat, FakeHistory.Start, 820, BeatClass.ROnTPvc, 0.9f, float.NaN, false, ulong.MaxValue, "test-1");
}

using System.Net;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Gateway.Tests.Support;
using EcgStream.Signal.Alarms;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway.Tests.Alarms;

public sealed class AlarmTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1");
        await _host.History.AddPatientAsync("p2");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_FollowingTheCursor_MissesNothing()
    {
        for (var i = 0; i < 3; i++) await _host.History.CommitAsync(TestHistory.Alarm("p1", i));
        var first = await _host.GetAsync("/api/alarms?limit=2");
        var cursor = first.Json.GetProperty("cursor").GetString();
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 0, AlarmState.Cleared));
        var second = await _host.GetAsync($"/api/alarms?cursor={cursor}");

        Assert.Equal(["p1:ventricular-run:0", "p1:ventricular-run:1"], Ids(first));
        Assert.NotNull(first.Json.GetProperty("next").GetString());
        Assert.Equal(["p1:ventricular-run:2", "p1:ventricular-run:0"], Ids(second));
        Assert.Equal("4", second.Json.GetProperty("cursor").GetString());
        Assert.Null(second.Json.GetProperty("next").GetString());
    }

    [Fact]
    public async Task List_StateAndPatient_Filter()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1));
        await _host.History.CommitAsync(TestHistory.Alarm("p2", 2));
        await _host.History.CommitAsync(TestHistory.Alarm("p2", 3, AlarmState.Cleared));
        var answer = await _host.GetAsync("/api/alarms?state=active&patient=p2");

        Assert.Equal(["p2:ventricular-run:2"], Ids(answer));
        var alarm = answer.Json.GetProperty("items")[0];
        Assert.Equal("High", alarm.GetProperty("priority").GetString());
        Assert.Equal("Active", alarm.GetProperty("state").GetString());
        Assert.True(alarm.GetProperty("stored").GetBoolean());
    }

    [Theory]
    [InlineData("state=gone", HttpStatusCode.BadRequest, "state")]
    [InlineData("state=1", HttpStatusCode.BadRequest, "state")]
    [InlineData("cursor=abc", HttpStatusCode.BadRequest, "cursor")]
    [InlineData("limit=0", HttpStatusCode.BadRequest, "limit")]
    [InlineData("patient=%20x", HttpStatusCode.BadRequest, "patient")]
    [InlineData("patient=nobody", HttpStatusCode.NotFound, "patient")]
    public async Task List_WrongParameter_IsNamed(string query, HttpStatusCode status, string field)
    {
        (await _host.GetAsync($"/api/alarms?{query}")).AssertRefused(status, field);
    }

    [Fact]
    public async Task Acknowledge_Twice_TheFirstStands()
    {
        var id = (await _host.History.CommitAsync(TestHistory.Alarm("p1", 1))).Id;
        var first = await _host.PostAsync($"/api/alarms/{id}/acknowledge", """{"by":"Dr. Grey"}""");
        var second = await _host.PostAsync($"/api/alarms/{id}/acknowledge", """{"by":"Dr. Yang"}""");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("Acknowledged", first.Json.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal("Dr. Grey", second.Json.GetProperty("acknowledgedBy").GetString());
    }

    [Fact]
    public async Task Acknowledge_UnknownAlarm_IsNotFound()
    {
        var answer = await _host.PostAsync("/api/alarms/p1:none:1/acknowledge", """{"by":"Dr. Grey"}""");

        answer.AssertRefused(HttpStatusCode.NotFound, "id");
    }

    [Theory]
    [InlineData("{}", "by")]
    [InlineData("""{"by":""}""", "by")]
    [InlineData("""{"by":7}""", "by")]
    [InlineData("""{"who":"x"}""", "who")]
    [InlineData("", "body")]
    public async Task Acknowledge_WrongBody_NamesTheField(string body, string field)
    {
        (await _host.PostAsync("/api/alarms/p1:none:1/acknowledge", body)).AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task GetOpenAlarms_UnstoredOnes_AreAmongThem()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1, AlarmState.Acknowledged));
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 2, AlarmState.Cleared));
        var observer = await _host.Feed.Observer.Task;
        await observer.Receive(new LiveBatch([], [TestHistory.Alarm("p2", 3)]));
        var open = await _host.Services.GetRequiredService<IWard>().GetOpenAlarmsAsync(default);

        Assert.Equal(["p1:ventricular-run:1", "p2:ventricular-run:3"], open.Select(a => a.Id).Order());
    }

    [Fact]
    public async Task GetOpenAlarms_LatchedAndPresent_ThePresentOneComesFirst()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1) with { Priority = AlarmPriority.Low });
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 2, AlarmState.Latched));
        var open = await _host.Services.GetRequiredService<IWard>().GetOpenAlarmsAsync(default);

        Assert.Equal(["p1:ventricular-run:1", "p1:ventricular-run:2"], open.Select(a => a.Id));
    }

    [Fact]
    public async Task GetOpenAlarms_CommitThatWasNotHeard_IsLookedUp()
    {
        var observer = await _host.Feed.Observer.Task;
        var alarm = TestHistory.Alarm("p1", 1);
        await observer.Receive(new LiveBatch([], [alarm]));
        await _host.History.CommitAsync(alarm with { State = AlarmState.Cleared });
        var open = await _host.Services.GetRequiredService<IWard>().GetOpenAlarmsAsync(default);

        Assert.Empty(open);
    }

    [Fact]
    public async Task List_StoreAway_SaysSoWithoutDetails()
    {
        _host.History.Troubles.AlarmsUnreadable = true;
        var answer = await _host.GetAsync("/api/alarms");

        answer.AssertRefused(HttpStatusCode.ServiceUnavailable, "history");
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        Assert.DoesNotContain("secret", answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
}

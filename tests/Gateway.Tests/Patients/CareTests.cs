using System.Net;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Patients;

public sealed class CareTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1", bed: "1A", beats: 20);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Delete_Admitted_DischargesAndHidesThePatient()
    {
        var answer = await _host.SendAsync(HttpMethod.Delete, "/api/patients/p1?by=ann", "");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("discharged", answer.Json.GetProperty("act").GetString());
        (await _host.GetAsync("/api/patients/p1")).AssertRefused(HttpStatusCode.NotFound, "id");
        (await _host.SendAsync(HttpMethod.Delete, "/api/patients/p1?by=ann", "")).AssertRefused(HttpStatusCode.NotFound, "id");
        (await _host.SendAsync(HttpMethod.Delete, "/api/patients/p1", "")).AssertRefused(HttpStatusCode.BadRequest, "by");
    }

    [Fact]
    public async Task Put_DischargedPatient_BeginsAnewWithDefaults()
    {
        await _host.PutAsync("/api/patients/p1", """{"limits":{"heartRateHigh":120},"by":"ann"}""");
        await _host.SendAsync(HttpMethod.Delete, "/api/patients/p1?by=ann", "");

        var answer = await _host.PutAsync("/api/patients/p1", """{"bed":"2B","by":"ann"}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(140, answer.Json.GetProperty("limits").GetProperty("heartRateHigh").GetDouble());
    }

    [Theory]
    [InlineData("""{"limits":{"heartRateLow":100,"heartRateHigh":105}}""", "limits.heartRateLow")]
    [InlineData("""{"by":""}""", "by")]
    [InlineData("""{"by":7}""", "by")]
    public async Task Put_WrongBody_NamesTheField(string body, string field) =>
        (await _host.PutAsync("/api/patients/p1", body)).AssertRefused(HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task AudioPause_TwoViewersAndRest_SeeTheSamePauseAndItsEnd()
    {
        await using var one = await HubClient.ConnectAsync(_host.HubAddress);
        await using var other = await HubClient.ConnectAsync(_host.HubAddress);
        foreach (var hub in (HubClient[])[one, other])
        {
            Assert.Null(await hub.InvokeAsync("JoinStatus"));
            await PausedAsync(hub, false);
        }

        var answer = await _host.PostAsync("/api/patients/p1/audio-pause", """{"by":"ann"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("ann", answer.Json.GetProperty("audioPause").GetProperty("by").GetString());
        await using var third = await HubClient.ConnectAsync(_host.HubAddress);
        Assert.Null(await third.InvokeAsync("JoinStatus"));
        foreach (var hub in (HubClient[])[one, other, third]) await PausedAsync(hub, true);
        Assert.Equal("ann", (await _host.GetAsync("/api/patients/p1")).Json.GetProperty("audioPause").GetProperty("by").GetString());

        await _host.SendAsync(HttpMethod.Delete, "/api/patients/p1/audio-pause?by=bob", "");
        Assert.Null((await _host.History.Store.FindPatientAsync("p1", default))!.AudioPause);
        foreach (var hub in (HubClient[])[one, other, third]) await PausedAsync(hub, false);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await _host.GetAsync("/api/patients/p1")).Json.GetProperty("audioPause").ValueKind);
    }

    [Theory]
    [InlineData("{}", "by")]
    [InlineData("""{"by":"a","until":"now"}""", "until")]
    public async Task AudioPause_WrongBody_NamesTheField(string body, string field) =>
        (await _host.PostAsync("/api/patients/p1/audio-pause", body)).AssertRefused(HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task AudioPause_Unknown_IsNotFoundAndActivatesNothing()
    {
        (await _host.PostAsync("/api/patients/p9/audio-pause", """{"by":"ann"}""")).AssertRefused(HttpStatusCode.NotFound, "id");
        Assert.Empty(_host.Grains.Patients);
    }

    [Fact]
    public async Task Acts_Admitted_AreListed()
    {
        var answer = await _host.GetAsync("/api/patients/p1/acts");
        Assert.Equal("nurse", answer.Json.GetProperty("items")[0].GetProperty("by").GetString());
        (await _host.GetAsync("/api/patients/p9/acts")).AssertRefused(HttpStatusCode.NotFound, "id");
    }

    [Fact]
    public async Task Trend_FromToAndResolution_AreKept()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1));
        var answer = await _host.GetAsync("/api/patients/p1/trend?from=2026-01-31T00:00:00Z&to=2026-02-01T00:00:00Z&resolution=hour");
        var later = await _host.GetAsync("/api/patients/p1/trend?from=2026-01-31T13:00:00Z&to=2026-02-01T00:00:00Z&resolution=hour");

        var point = Assert.Single(answer.Json.GetProperty("points").EnumerateArray());
        Assert.Equal(20, point.GetProperty("beats").GetInt64());
        Assert.Equal(60, point.GetProperty("heartRate").GetDouble());
        Assert.Equal(1, point.GetProperty("alarms").GetProperty("high").GetInt64());
        Assert.Equal("Hour", answer.Json.GetProperty("resolution").GetString());
        Assert.Equal(0, later.Json.GetProperty("points").GetArrayLength());
    }

    [Theory]
    [InlineData("to=0001-01-01T12:00:00Z")]
    [InlineData("to=9999-12-31T23:59:59.9999999Z")]
    [InlineData("from=0001-01-01T00:00:00Z&to=0001-01-08T00:00:00Z")]
    public async Task Trend_AtTheEndsOfTime_IsAnswered(string query) =>
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync($"/api/patients/p1/trend?{query}")).Status);

    [Theory]
    [InlineData("resolution=day", "resolution")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-01-31T00:00:00Z&to=2026-01-30T00:00:00Z", "from")]
    [InlineData("to=0001-01-01T00:00:00Z", "to")] // no day before it
    [InlineData("from=0001-01-01T00:00:00Z", "from")]
    [InlineData("from=9999-12-31T23:59:59.9999999Z", "from")]
    [InlineData("to=9999-12-31T23:59:59-14:00", "to")] // beyond the last time in UTC
    [InlineData("from=2025-01-31T00:00:00Z&to=2026-01-30T00:00:00Z", "from")]
    public async Task Trend_WrongQuery_NamesTheField(string query, string field) =>
        (await _host.GetAsync($"/api/patients/p1/trend?{query}")).AssertRefused(HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task AlarmBeats_Alarm_BringsItsBeatsOldestFirst()
    {
        await _host.History.AddPatientAsync("p2", beats: 8);
        await _host.History.AddBeatAsync("p2", 8, waveform: true);
        for (var beat = 9; beat < 60; beat++) await _host.History.AddBeatAsync("p2", beat);
        var alarm = await _host.History.CommitAsync(TestHistory.Alarm("p2", onset: 8) with { EndedAt = TestHistory.Start.AddSeconds(20) });

        var answer = await _host.GetAsync($"/api/alarms/{alarm.Id}/beats");

        var beats = answer.Json.GetProperty("beats").EnumerateArray().ToArray();
        Assert.Equal(alarm.Id, answer.Json.GetProperty("alarm").GetProperty("id").GetString());
        Assert.Equal(Enumerable.Range(3, 22), beats.Select(beat => beat.GetProperty("beat").GetInt32()));
        Assert.Equal(140, beats[5].GetProperty("waveform").GetArrayLength());
        Assert.NotNull(beats[0].GetProperty("waveformAbsent").GetString());
        (await _host.GetAsync("/api/alarms/p1:none:1/beats")).AssertRefused(HttpStatusCode.NotFound, "id");
    }

    [Fact]
    public async Task Status_Reported_ReachesThePatients()
    {
        var answer = await _host.PostAsync("/api/ecg/status",
            """{"statuses":[{"patientId":"p1","at":"2026-01-31T12:00:04Z","nextSample":2800,"state":"leadOff","since":"2026-01-31T12:00:00Z"}]}""");

        Assert.Equal(1, answer.Json.GetProperty("taken").GetInt32());
        var at = TestHistory.Start;
        Assert.Equal([new EcgStatus("p1", at.AddSeconds(4), 2800, ProducerState.LeadOff, at)], _host.Grains.Patient("p1").Statuses);
    }

    [Theory]
    [InlineData("""{"statuses":[]}""", "statuses")]
    [InlineData("""{"statuses":[{"patientId":"p1","at":"2026-01-31T12:00:04Z","nextSample":0,"state":"asleep","since":"2026-01-31T12:00:00Z"}]}""", "statuses[0].state")]
    [InlineData("""{"statuses":[{"patientId":"-","at":"2026-01-31T12:00:04Z","nextSample":0,"state":"Watching","since":"2026-01-31T12:00:00Z"}]}""", "statuses[0].patientId")]
    public async Task Status_WrongBody_NamesTheField(string body, string field) =>
        (await _host.PostAsync("/api/ecg/status", body)).AssertRefused(HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task Alarms_FromAndTo_AreByOnset()
    {
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1));
        Assert.Equal(1, (await _host.GetAsync("/api/alarms?from=2026-01-31T12:00:00Z&to=2026-01-31T12:00:01Z")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await _host.GetAsync("/api/alarms?from=2026-01-31T12:00:01Z")).Json.GetProperty("items").GetArrayLength());
        (await _host.GetAsync("/api/alarms?from=2026-01-31T12:00:01Z&to=2026-01-31T12:00:01Z")).AssertRefused(HttpStatusCode.BadRequest, "from");
    }

    /// <summary>Waits for a status that says whether the patient's audio is paused.</summary>
    private static async Task PausedAsync(HubClient hub, bool paused)
    {
        for (var tick = 0; tick < 20; tick++) // one a second
        {
            foreach (var status in (await hub.EventAsync("Status")).EnumerateArray())
                if (status.GetProperty("audioPause").ValueKind == System.Text.Json.JsonValueKind.Object == paused) return;
        }

        Assert.Fail($"No status says that the audio is {(paused ? "paused" : "on")}.");
    }
}

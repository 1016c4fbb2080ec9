using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Patients;

public sealed class BeatTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1");
        for (var i = 0; i < 6; i++) await _host.History.AddBeatAsync("p1", i, beatClass: i == 3 ? 2 : 1, waveform: i == 3);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_Pages_AreNewestFirstAndComplete()
    {
        var first = await _host.GetAsync("/api/patients/p1/beats?limit=4");
        var next = first.Json.GetProperty("next").GetString();
        var second = await _host.GetAsync($"/api/patients/p1/beats?limit=4&cursor={next}");

        Assert.Equal([5, 4, 3, 2], Indices(first));
        Assert.Equal([1, 0], Indices(second));
        Assert.Null(second.Json.GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("class=2", new long[] { 3 })]
    [InlineData("class=R-on-T%20PVC", new long[] { 3 })]
    [InlineData("class=rontpvc", new long[] { 3 })]
    [InlineData("class=UB", new long[0])]
    [InlineData("from=2026-01-31T12:00:02Z&to=2026-01-31T12:00:04Z", new long[] { 3, 2 })]
    [InlineData("from=2026-01-31T14:00:04+02:00", new long[] { 5, 4 })]
    public async Task List_Filter_Holds(string query, long[] expected)
    {
        Assert.Equal(expected, Indices(await _host.GetAsync($"/api/patients/p1/beats?{query}")));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("class=6", "class")]
    [InlineData("class=0", "class")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-01-31T12:00:04Z&to=2026-01-31T12:00:02Z", "from")]
    [InlineData("waveforms=maybe", "waveforms")]
    public async Task List_WrongParameter_IsNamed(string query, string field)
    {
        (await _host.GetAsync($"/api/patients/p1/beats?{query}")).AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Get_BeatWithWaveform_BringsIt()
    {
        var answer = await _host.GetAsync("/api/patients/p1/beats/3");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(140, answer.Json.GetProperty("waveform").GetArrayLength());
        Assert.Equal("18446744073709551612", answer.Json.GetProperty("sampleHash").GetString());
        Assert.Equal("R-on-T PVC", answer.Json.GetProperty("verdict").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Get_BeatWithoutWaveform_SaysWhy()
    {
        var answer = await _host.GetAsync("/api/patients/p1/beats/1");

        Assert.Null(answer.Json.GetProperty("waveform").GetString());
        Assert.NotEmpty(answer.Json.GetProperty("waveformAbsent").GetString()!);
    }

    [Theory]
    [InlineData("/api/patients/nobody/beats", HttpStatusCode.NotFound, "id")]
    [InlineData("/api/patients/nobody/beats/1", HttpStatusCode.NotFound, "id")]
    [InlineData("/api/patients/p1/beats/77", HttpStatusCode.NotFound, "n")]
    [InlineData("/api/patients/p1/beats/x", HttpStatusCode.BadRequest, "n")]
    [InlineData("/api/patients/p1/beats/-1", HttpStatusCode.BadRequest, "n")]
    public async Task Get_WhatIsNotThere_IsRefused(string path, HttpStatusCode status, string field)
    {
        (await _host.GetAsync(path)).AssertRefused(status, field);
    }

    private static long[] Indices(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(b => b.GetProperty("beat").GetInt64())];
}

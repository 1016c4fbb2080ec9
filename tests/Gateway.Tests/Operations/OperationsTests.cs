using System.Net;
using System.Text.Json;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Operations;

public sealed class OperationsTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Live_Always_IsLive()
    {
        _host.History.Troubles.DiskFull = true;
        var answer = await _host.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("live", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_StoreFails_SaysWhyNot()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/health/ready")).Status);

        _host.History.Troubles.DiskFull = true;
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(["history-unavailable"], Codes(answer));
        Assert.Contains("the disk is full", answer.Json.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal); // in the store's own words
    }

    [Fact]
    public async Task Ready_BehindItsTime_IsDegradedAndSaysWhy()
    {
        _host.History.Troubles.CommitTime = TimeSpan.FromSeconds(1.2);
        _host.Inference.LongestWait = TimeSpan.FromSeconds(7.44);
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("degraded", answer.Json.GetProperty("status").GetString());
        Assert.Equal(["history-late", "inference-late"], Codes(answer));
        Assert.Equal(2, answer.Json.GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public async Task Ready_NoModels_SaysWhyNot()
    {
        _host.Inference.Models = null!;
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(["inference-unavailable"], Codes(answer));
    }

    [Fact]
    public async Task Stats_Ward_IsCounted()
    {
        await _host.History.AddPatientAsync("p1");
        await _host.History.AddPatientAsync("p2", beats: 4);
        _host.Feed.Add("p1", watermark: 1400);
        var answer = await _host.GetAsync("/api/stats");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2, answer.Json.GetProperty("patients").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("livePatients").GetInt32());
        Assert.Equal(14, answer.Json.GetProperty("beatsJudged").GetInt64());
        Assert.Equal(7, answer.Json.GetProperty("queueDepth").GetInt32());
        Assert.Equal(2.5, answer.Json.GetProperty("batchMean").GetDouble());
        Assert.Equal(9, answer.Json.GetProperty("batchMost").GetInt32());
        Assert.True(answer.Json.GetProperty("historyBytes").GetInt64() > 0);
        Assert.True(answer.Json.GetProperty("workingSetBytes").GetInt64() > 0);
        Assert.True(answer.Json.GetProperty("allocatedBytes").GetInt64() > 0);
    }

    private static string[] Codes(Answer answer) => answer.Json.GetProperty("codes").Deserialize<string[]>()!;
}

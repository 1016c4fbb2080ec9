using System.Net;
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
        _host.History.Healthy = false;
        var answer = await _host.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("live", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_StoreFails_SaysWhyNot()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/health/ready")).Status);

        _host.History.Healthy = false;
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("History: the disk is full.", answer.Json.GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public async Task Ready_BehindItsTime_IsDegradedAndSaysWhy()
    {
        _host.History.CommitTime = TimeSpan.FromSeconds(1.2);
        _host.Inference.LongestWait = TimeSpan.FromSeconds(7.44);
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("degraded", answer.Json.GetProperty("status").GetString());
        Assert.Equal(
            ["History: a commit takes 1.2 s.", "Inference: beats wait for their verdict for 7.4 s."],
            answer.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!));
    }

    [Fact]
    public async Task Ready_NoModels_SaysWhyNot()
    {
        _host.Inference.Models = null!;
        var answer = await _host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("Inference", answer.Json.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_Ward_IsCounted()
    {
        _host.History.AddPatient("p1");
        _host.History.AddPatient("p2", beats: 4);
        _host.Feed.Add("p1", watermark: 1400);
        var answer = await _host.GetAsync("/api/stats");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2, answer.Json.GetProperty("patients").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("livePatients").GetInt32());
        Assert.Equal(14, answer.Json.GetProperty("beatsJudged").GetInt64());
        Assert.Equal(7, answer.Json.GetProperty("queueDepth").GetInt32());
        Assert.Equal(2.5, answer.Json.GetProperty("batchMean").GetDouble());
        Assert.Equal(9, answer.Json.GetProperty("batchMost").GetInt32());
        Assert.Equal(81_920, answer.Json.GetProperty("historyBytes").GetInt64());
        Assert.True(answer.Json.GetProperty("workingSetBytes").GetInt64() > 0);
        Assert.True(answer.Json.GetProperty("allocatedBytes").GetInt64() > 0);
    }
}

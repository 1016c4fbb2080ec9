using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Classify;

public sealed class TestBeatTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("2")]
    [InlineData("R-on-T PVC")]
    [InlineData("ROnTPvc")]
    public async Task TestBeat_ClassAndDraw_GiveThatBeat(string beatClass)
    {
        var answer = await _host.GetAsync($"/api/classify/test-beat?class={Uri.EscapeDataString(beatClass)}&draw=7");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("ROnTPvc", answer.Json.GetProperty("class").GetString());
        Assert.Equal("made up", answer.Json.GetProperty("source").GetString());
        Assert.True(answer.Json.GetProperty("synthetic").GetBoolean());
        Assert.Equal([1, 7], answer.Json.GetProperty("samples").EnumerateArray().Take(2).Select(sample => sample.GetSingle()));
    }

    [Theory]
    [InlineData("class=6", "class")]
    [InlineData("class=1&draw=-1", "draw")]
    public async Task TestBeat_WhatDoesNotExist_IsRefused(string query, string field)
    {
        var answer = await _host.GetAsync("/api/classify/test-beat?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }
}

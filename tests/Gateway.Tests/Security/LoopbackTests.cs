using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Security;

public sealed class LoopbackTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Request_OnLoopback_NeedsNoKey() =>
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/patients")).Status);

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("127.0.0.1.rebound.example")]
    [InlineData("192.0.2.1")]
    public async Task Request_NameThatPointsToLoopback_IsRefused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients");
        request.Headers.Host = host;
        (await Answer.ReadAsync(await _host.Client.SendAsync(request))).AssertRefused(HttpStatusCode.Forbidden, "Host");
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    public async Task Change_FromAnotherSite_IsRefused(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/patients/p1") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", origin);
        (await Answer.ReadAsync(await _host.Client.SendAsync(request))).AssertRefused(HttpStatusCode.Forbidden, "Origin");
        Assert.Empty(await _host.History.Store.GetPatientsAsync(default));
    }

    [Fact]
    public async Task Answer_Always_CarriesSecurityHeaders()
    {
        foreach (var path in (string[])["/api/patients", "/api/nothing", "/health/live", "/login"])
        {
            using var answer = await _host.Client.GetAsync(path);
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }
}

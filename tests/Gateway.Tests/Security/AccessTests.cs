using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EcgStream.Gateway.Security.Keys;
using EcgStream.Gateway.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway.Tests.Security;

public sealed class AccessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly KeyFolder _keys = new();
    private readonly Dictionary<KeyRole, (ApiKey Kept, string Key)> _held = [];
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Enum.GetValues<KeyRole>()) _held[role] = _keys.Add(role);
        _host = await GatewayHost.StartAsync(security => (security.RequireKeys, security.KeysFile) = (true, _keys.File));
        await _host.History.AddPatientAsync("p1");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _keys.Dispose();
    }

    [Theory]
    [InlineData("GET", "/api/patients", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("GET", "/api/alarms", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("GET", "/api/patients/p1/beats", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("PUT", "/api/patients/p1", HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData("POST", "/api/alarms/p1:x:1/acknowledge", HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/watermarks", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("POST", "/api/classify", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Request_EachRole_MayDoWhatItIsFor(
        string method, string path, HttpStatusCode viewer, HttpStatusCode clinician, HttpStatusCode device, HttpStatusCode admin)
    {
        Assert.Equal(viewer, await StatusAsync(method, path, KeyRole.Viewer));
        Assert.Equal(clinician, await StatusAsync(method, path, KeyRole.Clinician));
        Assert.Equal(device, await StatusAsync(method, path, KeyRole.Device));
        Assert.Equal(admin, await StatusAsync(method, path, KeyRole.Admin));
    }

    [Fact]
    public async Task Request_WithoutAKey_IsAskedForOneOnEveryOperation()
    {
        var open = new List<string>();
        foreach (var endpoint in _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                open.Add(endpoint.RoutePattern.RawText!);
                continue;
            }

            var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.FirstOrDefault() ?? "GET";
            var path = endpoint.RoutePattern.RawText!.Replace("{**path}", "nothing", StringComparison.Ordinal).Replace("{id}", "p1", StringComparison.Ordinal);
            using var answer = await _host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
        }

        Assert.Equal(
            [
                "/health/live", "/health/ready", "/login", "/login", "/logout", "/openapi/{documentName}.json", "docs/{**path}",
            ],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Request_WithoutAKey_HearsHowToComeWithOne()
    {
        var answer = await _host.GetAsync("/api/patients");

        answer.AssertRefused(HttpStatusCode.Unauthorized, "Authorization");
        Assert.Equal("Bearer", answer.Response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("Bearer ecg_00000000_nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Request_WrongKey_IsRefused(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        (await Answer.ReadAsync(await _host.Client.SendAsync(request))).AssertRefused(HttpStatusCode.Unauthorized, "Authorization");
    }

    [Fact]
    public async Task Request_RevokedKey_StopsWorking()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/api/patients", KeyRole.Viewer));
        _keys.Revoke(_held[KeyRole.Viewer].Kept.Id);

        await UntilAsync(async () => await StatusAsync("GET", "/api/patients", KeyRole.Viewer) == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/api/patients", KeyRole.Clinician));
    }

    [Fact]
    public async Task Hub_WithoutAKeyOrWithADevices_IsClosed()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await HubClient.KnockAsync(_host.HubAddress));
        Assert.Equal(HttpStatusCode.Forbidden, await HubClient.KnockAsync(_host.HubAddress, key: _held[KeyRole.Device].Key));
    }

    [Fact]
    public async Task Hub_KeyInTheQuery_IsTakenAsBrowsersSendIt()
    {
        var address = new UriBuilder(_host.HubAddress) { Query = "access_token=" + _held[KeyRole.Viewer].Key }.Uri;
        await using var hub = await HubClient.ConnectAsync(address);

        Assert.Null(await hub.InvokeAsync("JoinWard"));
    }

    [Fact]
    public async Task Hub_KeyRevokedWhileConnected_IsCutOff()
    {
        await using var hub = await HubClient.ConnectAsync(_host.HubAddress, key: _held[KeyRole.Viewer].Key);
        await using var other = await HubClient.ConnectAsync(_host.HubAddress, key: _held[KeyRole.Clinician].Key);
        Assert.Null(await hub.InvokeAsync("JoinWard"));
        _keys.Revoke(_held[KeyRole.Viewer].Kept.Id);

        await Assert.ThrowsAnyAsync<Exception>(async () => { while (true) await hub.EventAsync("Status"); }).WaitAsync(Patience);
        Assert.Null(await other.InvokeAsync("JoinWard"));
    }

    [Fact]
    public async Task Request_MoreThanTheKeysRate_IsHeldBack()
    {
        await using var host = await GatewayHost.StartAsync(
            security => (security.RequireKeys, security.KeysFile, security.RequestsPerSecond) = (true, _keys.File, 1));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _held[KeyRole.Viewer].Key);
            var answer = await Answer.ReadAsync(await host.Client.SendAsync(request));
            statuses.Add(answer.Status);
            if (answer.Status == HttpStatusCode.OK) continue;
            answer.AssertRefused(HttpStatusCode.TooManyRequests, "rate");
            Assert.NotNull(answer.Response.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Revoke_KeyFile_KeepsItsHashOnly()
    {
        var text = await File.ReadAllTextAsync(_keys.File);

        foreach (var (kept, key) in _held.Values)
        {
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
            Assert.Contains(kept.Sha256, text, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_keys.File));
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, KeyRole role)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _held[role].Key);
        var body = path.EndsWith("/classify", StringComparison.Ordinal) ? $$"""{"samples":{{EcgJson.Beat()}}}"""
            : path.EndsWith("/acknowledge", StringComparison.Ordinal) ? """{"by":"Dr. Grey"}"""
            : path.EndsWith("/watermarks", StringComparison.Ordinal) ? """{"ids":["p1"]}""" : "{}";
        if (method != "GET") request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _host.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        await Eventually.HoldsAsync("it holds", async () =>
        {
            try { return await holds(); }
            catch (HttpRequestException) { return false; } // its key was revoked while it was answered: cut off
        });
    }
}

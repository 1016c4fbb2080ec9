using System.Net;
using System.Text;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Problems;

public sealed class RefusalTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/patients/p1/nothing")]
    public async Task Get_UnknownPath_IsNotFound(string path)
    {
        (await _host.GetAsync(path)).AssertRefused(HttpStatusCode.NotFound, "path");
    }

    [Fact]
    public async Task Patch_PathWithOtherMethods_NamesThem()
    {
        using var nothing = new StringContent("");
        var answer = await Answer.ReadAsync(await _host.Client.PatchAsync("/api/patients/p1", nothing));

        answer.AssertRefused(HttpStatusCode.MethodNotAllowed, "method");
        Assert.Equal(["DELETE", "GET", "PUT"], answer.Response.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Post_OtherContentType_IsRefused(string type)
    {
        var answer = await _host.SendAsync(HttpMethod.Post, "/api/classify", $$"""{"samples":{{EcgJson.Beat()}}}""", type);

        answer.AssertRefused(HttpStatusCode.UnsupportedMediaType, "Content-Type");
    }

    [Theory]
    [InlineData("/api/watermarks", """{"ids":["\ud800"]}""")]
    [InlineData("/api/classify", """{"\udc00x":1}""")]
    [InlineData("/api/classify", """{"x":[1,{"y":"\ud800\ud800"}]}""")]
    public async Task Post_HalfACharacter_IsRefused(string path, string body)
    {
        var answer = await _host.SendAsync(HttpMethod.Post, path, body, "application/json");

        answer.AssertRefused(HttpStatusCode.BadRequest, "body");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/ecg+json")]
    public async Task Post_JsonContentType_IsTaken(string type)
    {
        var answer = await _host.SendAsync(HttpMethod.Post, "/api/classify", $$"""{"samples":{{EcgJson.Beat()}}}""", type);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("POST", "/api/classify")]
    [InlineData("PUT", "/api/patients/p1")]
    [InlineData("POST", "/api/patients/p1/ecg")]
    [InlineData("POST", "/api/ecg", 17)]
    public async Task Send_ManyMegabytes_IsTooLarge(string method, string path, int megabytes = 10)
    {
        var answer = await _host.SendAsync(new HttpMethod(method), path, new string(' ', megabytes * 1024 * 1024));

        answer.AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task Send_TenMegabytesOfUnknownLength_IsTooLarge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify");
        request.Content = new StreamContent(new MemoryStream(new byte[10 * 1024 * 1024]));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        var answer = await Answer.ReadAsync(await _host.Client.SendAsync(request));

        answer.AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task Post_InvalidUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        var answer = await Answer.ReadAsync(await _host.Client.PostAsync("/api/classify", content));

        answer.AssertRefused(HttpStatusCode.BadRequest, "body");
    }

    [Fact]
    public async Task Post_ByteOrderMark_IsSkipped()
    {
        using var content = new ByteArrayContent(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($$"""{"samples":{{EcgJson.Beat()}}}""")]);
        content.Headers.ContentType = new("application/json");
        var response = await _host.Client.PostAsync("/api/classify", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/patients")]
    [InlineData("/api/nothing")]
    [InlineData("/health/live")]
    public async Task Get_AnyPath_CarriesSecurityHeaders(string path)
    {
        var answer = await _host.GetAsync(path);

        Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Response.Headers.GetValues("Referrer-Policy")));
    }
}

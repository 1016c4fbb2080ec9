using System.Net;
using System.Text.RegularExpressions;
using EcgStream.Gateway.Security.Keys;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Security;

public sealed partial class LoginTests : IAsyncLifetime
{
    private readonly KeyFolder _keys = new();
    private readonly HttpClientHandler _browser = new() { AllowAutoRedirect = false };
    private string _key = "";
    private string _id = "";
    private GatewayHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var (kept, key) = _keys.Add(KeyRole.Viewer);
        (_id, _key) = (kept.Id, key);
        _host = await GatewayHost.StartAsync(security => (security.RequireKeys, security.KeysFile) = (true, _keys.File));
        _client = new HttpClient(_browser) { BaseAddress = _host.Client.BaseAddress };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task Page_WithoutLogin_LeadsToTheLoginPageAndBack()
    {
        using var answer = await _client.GetAsync("/patient/p1?tab=2");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login?to=%2Fpatient%2Fp1%3Ftab%3D2", answer.Headers.Location!.OriginalString);

        using var welcome = await LogInAsync(_key, "/patient/p1?tab=2");
        Assert.Equal(HttpStatusCode.Redirect, welcome.StatusCode);
        Assert.Equal("/patient/p1?tab=2", welcome.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task LogIn_GoodKey_OpensTheApiWithAGuardedCookie()
    {
        using var welcome = await LogInAsync(_key);
        var cookie = welcome.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ecgstream=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_key, cookie, StringComparison.Ordinal);

        using var patients = await _client.GetAsync("/api/patients");
        Assert.Equal(HttpStatusCode.OK, patients.StatusCode);
        using var forbidden = await _client.PutAsync("/api/patients/p1", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task LogIn_KeyRevokedLater_TheCookieIsWorthNothing()
    {
        (await LogInAsync(_key)).Dispose();
        _keys.Revoke(_id);
        await Eventually.HoldsAsync("the cookie is worth nothing", async () =>
        {
            try { return (await _client.GetAsync("/api/patients")).StatusCode == HttpStatusCode.Unauthorized; }
            catch (HttpRequestException) { return false; } // revoked while it was answered: cut off
        });
    }

    [Theory]
    [InlineData("ecg_00000000_nonsense")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("")]
    public async Task LogIn_WrongKey_StaysOutside(string key)
    {
        using var answer = await LogInAsync(key);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/patients")).StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task LogIn_TargetElsewhere_IsNotFollowed(string target)
    {
        using var welcome = await LogInAsync(_key, target);

        Assert.Equal("/", welcome.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task LogIn_WithoutTheFormsToken_IsRefused()
    {
        using var answer = await _client.PostAsync("/login", new FormUrlEncodedContent([new("key", _key)]));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/api/patients")).StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "%00key=x")]
    [InlineData("application/x-www-form-urlencoded", "kéy=x")]
    [InlineData("multipart/form-data", "key=x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nx")]
    [InlineData("application/json", "{}")]
    public async Task LogIn_BrokenForm_StaysOutside(string type, string body)
    {
        foreach (var text in (string[])[body, new string('[', 50_000)])
        {
            using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await _client.PostAsync("/login", content);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Change_FromAnotherSite_IsRefusedInSpiteOfTheCookie()
    {
        (await LogInAsync(_key)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", "https://elsewhere.example");

        (await Answer.ReadAsync(await _client.SendAsync(request))).AssertRefused(HttpStatusCode.Forbidden, "Origin");
    }

    private async Task<HttpResponseMessage> LogInAsync(string key, string target = "/")
    {
        var page = await _client.GetStringAsync("/login?to=" + Uri.EscapeDataString(target));
        var fields = Hidden().Matches(page).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));
        return await _client.PostAsync("/login", new FormUrlEncodedContent([.. fields, new("key", key)]));
    }

    [GeneratedRegex("""type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();
}

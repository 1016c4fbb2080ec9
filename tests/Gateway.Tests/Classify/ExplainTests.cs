using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Classify;

public sealed class ExplainTests : IAsyncLifetime
{
    private const string Path = "/api/classify/explain";
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Explain_OneBeat_GivesVerdictAttributionsAndReconstruction()
    {
        var answer = await _host.PostAsync(Path, $$"""{"samples":{{EcgJson.Beat(first: 1)}}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["modelSet", "verdict", "attribution", "reconstruction"], answer.Json.EnumerateObject().Select(m => m.Name));
        Assert.Equal(FakeInference.Version, answer.Json.GetProperty("modelSet").GetString());
        Assert.Equal("ROnTPvc", answer.Json.GetProperty("verdict").GetProperty("class").GetString());
        var attribution = answer.Json.GetProperty("attribution").EnumerateObject().ToArray();
        Assert.Equal(["dnn", "lstm", "cnn", "autoencoder"], attribution.Select(m => m.Name));
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f], attribution.Select(m => m.Value[139].GetSingle()));
        Assert.All(attribution, m => Assert.Equal(140, m.Value.GetArrayLength()));
        Assert.Equal(140, answer.Json.GetProperty("reconstruction").GetArrayLength());
        Assert.Equal(0.5f, answer.Json.GetProperty("reconstruction")[0].GetSingle());
    }

    [Theory]
    [InlineData("NaN", "body")]
    [InlineData("\"0.5\"", "samples[17]")]
    [InlineData("null", "samples[17]")]
    [InlineData("100.5", "samples[17]")]
    public async Task Explain_WrongSample_NamesIt(string token, string field)
    {
        var answer = await _host.PostAsync(Path, $$"""{"samples":{{EcgJson.BeatWith(token, 17)}}}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Explain_WrongLength_IsRefused()
    {
        var answer = await _host.PostAsync(Path, $$"""{"samples":{{EcgJson.Beat(count: 139)}}}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, "samples");
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "samples")]
    [InlineData("""{"samples":"text"}""", "samples")]
    [InlineData("""{"beats":[[1]]}""", "beats")]
    public async Task Explain_WrongBody_NamesTheField(string body, string field)
    {
        var answer = await _host.PostAsync(Path, body);

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Explain_Busy_SaysWhenToTryAgain()
    {
        _host.Inference.Busy = true;
        var answer = await _host.PostAsync(Path, $$"""{"samples":{{EcgJson.Beat()}}}""");

        answer.AssertRefused(HttpStatusCode.TooManyRequests, "beats");
        Assert.Equal(TimeSpan.FromSeconds(3), answer.Response.Headers.RetryAfter?.Delta);
    }
}

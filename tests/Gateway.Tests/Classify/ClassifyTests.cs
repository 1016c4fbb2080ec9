using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Classify;

public sealed class ClassifyTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Classify_OneBeat_AnswersEveryModel()
    {
        var answer = await _host.PostAsync("/api/classify", $$"""{"samples":{{EcgJson.Beat(first: 1)}}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(FakeInference.Version, answer.Json.GetProperty("modelSet").GetString());
        var beat = Assert.Single(answer.Json.GetProperty("beats").EnumerateArray());
        Assert.Equal("ROnTPvc", beat.GetProperty("class").GetString());
        Assert.Equal("R-on-T PVC", beat.GetProperty("name").GetString());
        Assert.Equal(2, beat.GetProperty("number").GetInt32());
        Assert.Equal(0.8f, beat.GetProperty("probability").GetSingle());
        Assert.Equal(0.9f, beat.GetProperty("abnormality").GetSingle());
        Assert.False(beat.GetProperty("disagree").GetBoolean());
        Assert.Equal(0.2f, beat.GetProperty("reconstructionError").GetSingle());
        Assert.Equal(0.4f, beat.GetProperty("threshold").GetSingle());
        Assert.Equal(0.5f, beat.GetProperty("anomalyScore").GetSingle());
        Assert.Equal(FakeInference.Version, beat.GetProperty("modelSet").GetString());
        Assert.Equal(["dnn", "lstm", "cnn", "autoencoder"], beat.GetProperty("models").EnumerateObject().Select(m => m.Name));
        Assert.Equal(0.8f, beat.GetProperty("models").GetProperty("lstm").GetProperty("probabilities")[1].GetSingle());
    }

    [Fact]
    public async Task Classify_ManyBeatsAndPickedModels_AnswersInOrder()
    {
        var answer = await _host.PostAsync("/api/classify?models=dnn,cnn", $$"""{"beats":[{{EcgJson.Beat(0)}},{{EcgJson.Beat(4)}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var beats = answer.Json.GetProperty("beats");
        Assert.Equal([1, 5], beats.EnumerateArray().Select(b => b.GetProperty("number").GetInt32()));
        Assert.Equal(["dnn", "cnn"], beats[0].GetProperty("models").EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public async Task Classify_MostBeats_Answers()
    {
        var beats = string.Join(",", Enumerable.Repeat(EcgJson.Beat(), 1024));
        var answer = await _host.PostAsync("/api/classify", $$"""{"beats":[{{beats}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1024, answer.Json.GetProperty("beats").GetArrayLength());
    }

    [Theory]
    [InlineData(140)]
    [InlineData(57)]
    [InlineData(1000)]
    public async Task Classify_NormaliseAsked_JudgesABeatOfAnyLengthAndUnit(int count)
    {
        // Halfway between nothing and its peak: any straight line starts at the same z-score.
        var ramp = string.Join(",", Enumerable.Range(0, count).Select(i => -5000 + i * 8));
        var refused = await _host.PostAsync("/api/classify", $$"""{"samples":[{{ramp}}]}""");
        var answer = await _host.PostAsync("/api/classify?normalise=true", $$"""{"samples":[{{ramp}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(-1.72f, _host.Inference.LastSamples[0], 0.01f);
        Assert.Equal(1.72f, _host.Inference.LastSamples[139], 0.01f);
    }

    [Theory]
    [InlineData("5", 15, "samples")]
    [InlineData("5", 4097, "samples")]
    [InlineData("5", 200, "samples")]
    [InlineData("2e6", 200, "samples[0]")]
    public async Task Classify_NormaliseImpossible_SaysWhy(string sample, int count, string field)
    {
        var samples = string.Join(",", Enumerable.Repeat(sample, count));
        (await _host.PostAsync("/api/classify?normalise=true", $$"""{"samples":[{{samples}}]}""")).AssertRefused(HttpStatusCode.BadRequest, field);
        (await _host.PostAsync("/api/classify?normalise=perhaps", $$"""{"samples":[{{samples}}]}""")).AssertRefused(HttpStatusCode.BadRequest, "normalise");
    }

    [Theory]
    [InlineData("NaN", "body")]
    [InlineData("\"NaN\"", "beats[1][17]")]
    [InlineData("\"0.5\"", "beats[1][17]")]
    [InlineData("null", "beats[1][17]")]
    [InlineData("true", "beats[1][17]")]
    [InlineData("[0.5]", "beats[1][17]")]
    [InlineData("100.5", "beats[1][17]")]
    [InlineData("-1e30", "beats[1][17]")]
    [InlineData("1e999", "beats[1][17]")]
    public async Task Classify_WrongSample_NamesBeatAndIndex(string token, string field)
    {
        var answer = await _host.PostAsync(
            "/api/classify", $$"""{"beats":[{{EcgJson.Beat()}},{{EcgJson.BeatWith(token, 17)}}]}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Classify_WrongLengths_NamesEveryBeat()
    {
        var answer = await _host.PostAsync(
            "/api/classify", $$"""{"beats":[{{EcgJson.Beat(count: 139)}},{{EcgJson.Beat()}},{{EcgJson.Beat(count: 141)}}]}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, "beats[0]");
        answer.AssertRefused(HttpStatusCode.BadRequest, "beats[2]");
        Assert.False(answer.Json.GetProperty("errors").TryGetProperty("beats[1]", out _));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("   ", "body")]
    [InlineData("{", "body")]
    [InlineData("hello", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("{}", "samples")]
    [InlineData("""{"samples":[]}""", "samples")]
    [InlineData("""{"samples":"text"}""", "samples")]
    [InlineData("""{"samples":{}}""", "samples")]
    [InlineData("""{"beats":[]}""", "beats")]
    [InlineData("""{"beats":5}""", "beats")]
    [InlineData("""{"beats":[5]}""", "beats[0]")]
    [InlineData("""{"sample":[1]}""", "sample")]
    [InlineData("""{"samples":[1],"beats":[[1]]}""", "samples")]
    [InlineData("""{"samples":[1],"samples":[1]}""", "body")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}""", "body")]
    public async Task Classify_WrongBody_NamesTheField(string body, string field)
    {
        var answer = await _host.PostAsync("/api/classify", body);

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Classify_TooManyBeats_IsRefused()
    {
        var beats = string.Join(",", Enumerable.Repeat("[]", 1025));
        var answer = await _host.PostAsync("/api/classify", $$"""{"beats":[{{beats}}]}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, "beats");
    }

    [Fact]
    public async Task Classify_ManyFaults_NamesABoundedNumber()
    {
        var beats = string.Join(",", Enumerable.Repeat("[]", 1024));
        var answer = await _host.PostAsync("/api/classify", $$"""{"beats":[{{beats}}]}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, "beats[0]");
        Assert.Equal(32, answer.Json.GetProperty("errors").EnumerateObject().Count());
    }

    [Fact]
    public async Task Classify_UnknownModel_IsRefused()
    {
        var answer = await _host.PostAsync("/api/classify?models=dnn,gpt", $$"""{"samples":{{EcgJson.Beat()}}}""");

        answer.AssertRefused(HttpStatusCode.BadRequest, "models");
    }

    [Fact]
    public async Task Classify_Busy_SaysWhenToTryAgain()
    {
        _host.Inference.Busy = true;
        var answer = await _host.PostAsync("/api/classify", $$"""{"samples":{{EcgJson.Beat()}}}""");

        answer.AssertRefused(HttpStatusCode.TooManyRequests, "beats");
        Assert.Equal(TimeSpan.FromSeconds(3), answer.Response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Classify_Fault_IsAnsweredWithoutItsDetails()
    {
        _host.Inference.Broken = true;
        var answer = await _host.PostAsync("/api/classify", $$"""{"samples":{{EcgJson.Beat()}}}""");

        answer.AssertRefused(HttpStatusCode.InternalServerError, "server");
        Assert.DoesNotContain("secret", answer.Json.GetRawText(), StringComparison.Ordinal);
    }
}

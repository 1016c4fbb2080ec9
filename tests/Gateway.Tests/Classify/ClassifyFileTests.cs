using System.Globalization;
using System.Net;
using System.Text;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Classify;

public sealed class ClassifyFileTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task File_GoodAndBadRows_KeepsTheGoodOnes()
    {
        var answer = await UploadAsync("beats.ts", $"""
            # two good rows
            @data
            {Row(0)}:1
            {Row(1, count: 139)}:2
            {Row(2)}:?
            {Row(500)}:3
            {Row(0).Replace("0.5", "NaN", StringComparison.Ordinal)}:1
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var beats = answer.Json.GetProperty("beats").EnumerateArray().ToArray();
        Assert.Equal([3, 5], beats.Select(b => b.GetProperty("line").GetInt32()));
        Assert.Equal("Normal", beats[0].GetProperty("truth").GetString());
        Assert.Null(beats[1].GetProperty("truth").GetString());
        Assert.Equal("Pvc", beats[1].GetProperty("verdict").GetProperty("class").GetString());
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal([4, 6, 7], errors.Select(e => e.GetProperty("line").GetInt32()));
        Assert.All(errors, e => Assert.NotEmpty(e.GetProperty("reason").GetString()!));
    }

    [Fact]
    public async Task File_ManyBatches_StaysInOrder()
    {
        var rows = Enumerable.Range(0, 1300).Select(i => $"{Row(i % 5)},{i % 5 + 1}");
        var answer = await UploadAsync("beats.csv", string.Join("\n", rows));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var beats = answer.Json.GetProperty("beats").EnumerateArray().ToArray();
        Assert.Equal(1300, beats.Length);
        Assert.All(beats, b => Assert.Equal(
            b.GetProperty("truth").GetString(), b.GetProperty("verdict").GetProperty("class").GetString()));
    }

    [Theory]
    [InlineData("beats.ts", "")]
    [InlineData("beats.ts", "\0\u0001\u0002 rubbish")]
    [InlineData("beats.csv", "not,a,beat")]
    [InlineData("beats.exe", "MZ")]
    [InlineData("beats", "1 2 3")]
    public async Task File_WithoutAGoodRow_IsRefused(string name, string content)
    {
        (await UploadAsync(name, content)).AssertRefused(HttpStatusCode.BadRequest, "file");
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType, "Content-Type")]
    [InlineData("multipart/form-data", "", HttpStatusCode.UnsupportedMediaType, "Content-Type")]
    [InlineData("multipart/form-data; boundary=b", "", HttpStatusCode.BadRequest, "body")]
    [InlineData("multipart/form-data; boundary=b", "no multipart", HttpStatusCode.BadRequest, "body")]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n", HttpStatusCode.BadRequest, "file")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--\r\n", HttpStatusCode.BadRequest, "file")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=f; filename=a.ts\r\n\r\n1,2", HttpStatusCode.BadRequest, "body")]
    public async Task File_WrongBody_IsRefused(string type, string body, HttpStatusCode status, string field)
    {
        (await _host.SendAsync(HttpMethod.Post, "/api/classify/file", body, type)).AssertRefused(status, field);
    }

    [Fact]
    public async Task File_TooLarge_IsRefused()
    {
        (await UploadAsync("beats.ts", new string('\n', 33 * 1024 * 1024))).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task File_Busy_SaysWhenToTryAgain()
    {
        _host.Inference.Busy = true;
        var answer = await UploadAsync("beats.txt", "1 " + Row(0).Replace(',', ' '));

        answer.AssertRefused(HttpStatusCode.TooManyRequests, "beats");
        Assert.NotNull(answer.Response.Headers.RetryAfter);
    }

    private async Task<Answer> UploadAsync(string name, string content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name } };
        return await Answer.ReadAsync(await _host.Client.PostAsync("/api/classify/file", form));
    }

    private static string Row(int first, int count = 140) =>
        string.Join(",", Enumerable.Range(0, count).Select(i => i == 0 ? first.ToString(CultureInfo.InvariantCulture) : "0.5"));
}

using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.OpenApi;

public sealed class DocsTests
{
    [Theory]
    [InlineData("/docs/index.html", "text/html")]
    [InlineData("/docs/index.js", "application/javascript")]
    [InlineData("/docs/swagger-ui.css", "text/css")]
    [InlineData("/docs/swagger-ui-bundle.js", "text/javascript")]
    public async Task Docs_EachFile_IsServedAndAskedForOnce(string path, string type)
    {
        await using var host = await GatewayHost.StartAsync();
        using var first = await host.Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await host.Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await first.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}

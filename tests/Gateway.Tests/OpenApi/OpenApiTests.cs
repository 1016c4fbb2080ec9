using System.Net;
using System.Text.Json;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_EveryEndpoint_IsDescribed()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await host.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var operations = answer.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(o => (Name: $"{o.Name.ToUpperInvariant()} {path.Name}", o.Value)))
            .OrderBy(o => o.Name, StringComparer.Ordinal).ToArray();
        Assert.All(operations, o => AssertDescribed(o.Name, o.Value));
    }

    private static void AssertDescribed(string name, JsonElement operation)
    {
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.NotEmpty(operation.GetProperty("description").GetString()!);
        Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
        Assert.Equal(name.StartsWith('P'), operation.TryGetProperty("requestBody", out _));
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            Assert.NotEmpty(response.Value.GetProperty("description").GetString()!);
            Assert.NotEmpty(response.Value.GetProperty("content").EnumerateObject());
        }
    }
}

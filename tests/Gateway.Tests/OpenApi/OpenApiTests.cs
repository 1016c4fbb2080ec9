using System.Net;
using System.Text.Json;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.OpenApi;

public sealed class OpenApiTests
{
    private static readonly string[] Endpoints =
    [
        "GET /api/alarms", "GET /api/models", "GET /api/patients", "GET /api/patients/{id}",
        "GET /api/patients/{id}/beats", "GET /api/patients/{id}/beats/{n}", "GET /api/stats", "GET /api/watermarks",
        "GET /health/live", "GET /health/ready", "POST /api/alarms/{id}/acknowledge", "POST /api/classify",
        "POST /api/classify/explain", "POST /api/classify/file", "POST /api/ecg", "POST /api/patients/{id}/ecg",
        "POST /api/watermarks", "PUT /api/patients/{id}",
    ];

    [Fact]
    public async Task Document_EveryEndpoint_IsDescribed()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await host.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var operations = answer.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(o => (Name: $"{o.Name.ToUpperInvariant()} {path.Name}", o.Value)))
            .OrderBy(o => o.Name, StringComparer.Ordinal).ToArray();
        Assert.Equal(Endpoints, operations.Select(o => o.Name));
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

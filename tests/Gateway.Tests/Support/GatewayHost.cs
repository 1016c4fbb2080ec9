using System.Net;
using System.Text;
using System.Text.Json;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Security;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>A gateway on Kestrel and a free port of the loopback, over a real history and fake patients and models; each test makes its own.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    public TestHistory History { get; private init; } = null!;

    public FakeInference Inference { get; private init; } = null!;

    public FakeGrains Grains { get; private init; } = null!;

    public FakeFeed Feed { get; private init; } = null!;

    public IServiceProvider Services => _app.Services;

    public Uri HubAddress => new UriBuilder(Client.BaseAddress!) { Scheme = "ws", Path = "/hubs/monitor" }.Uri;

    public static async Task<GatewayHost> StartAsync(Action<SecurityOptions>? security = null)
    {
        var (history, inference) = (new TestHistory(), new FakeInference());
        var (factory, grains) = FakeGrains.Create();
        var feed = new FakeFeed();
        grains.Feeds[Guid.NewGuid()] = feed;

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        history.AddTo(builder.Services);
        builder.Services.AddSingleton<IBeatInference>(inference);
        builder.Services.AddSingleton<IBeatExplainer>(inference);
        builder.Services.AddSingleton<ITestBeats, FakeTestBeats>();
        builder.Services.AddSingleton(factory);
        builder.AddEcgGateway(security);
        var app = builder.Build();
        grains.History = app.Services.GetRequiredService<IHistory>();
        app.UseEcgGateway();
        app.MapEcgGateway();
        await app.StartAsync();
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        return new GatewayHost(app, client) { History = history, Inference = inference, Grains = grains, Feed = feed };
    }

    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await Client.GetAsync(path));

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string body, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Answer.ReadAsync(await Client.SendAsync(request));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        History.Dispose();
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpResponseMessage Response, JsonElement Json)
{
    public HttpStatusCode Status => Response.StatusCode;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Asserts problem details with this status and a reason for this field; returns the reason.</summary>
    public string AssertRefused(HttpStatusCode status, string field)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
        Assert.True(Json.GetProperty("errors").TryGetProperty(field, out var reasons), Json.GetRawText());
        var reason = reasons[0].GetString()!;
        Assert.NotEmpty(reason);
        return reason;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Xunit;

namespace EcgStream.Conformance.Hosting;

/// <summary>One silo for all tests that need nothing special; tests keep apart by key.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    public IHost Host { get; private set; } = null!;

    public IClusterClient Client => Host.Services.GetRequiredService<IClusterClient>();

    public Probe Probe => Host.Services.GetRequiredService<Probe>();

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public IAsyncStream<T> Stream<T>(string streamNamespace, string key) =>
        Client.GetStreamProvider(TestHost.Streams).GetStream<T>(StreamId.Create(streamNamespace, key));

    public async Task InitializeAsync() => Host = await TestHost.StartAsync();

    public async Task DisposeAsync()
    {
        await Host.StopAsync();
        Host.Dispose();
    }
}

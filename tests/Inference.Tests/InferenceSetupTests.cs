using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Tests;

public sealed class InferenceSetupTests : IDisposable
{
    private readonly MadeModels _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public async Task AddEcgInference_HostRuns_JudgesOnDemandAndSingly()
    {
        using var host = Build(options => options.ModelsFolder = _made.Folder);
        await host.StartAsync();
        var verdicts = await host.Services.GetRequiredService<IBeatInference>().ClassifyAsync(MadeModels.Beat(3), default);
        Assert.Equal(3, (int)verdicts[0].Class);
        var single = host.Services.GetRequiredService<SingleModels>();
        Assert.Same(single, host.Services.GetRequiredService<IBeatExplainer>());
        Assert.True((await single.RunAsync("lstm", MadeModels.Beat(3), default)).Probabilities[2] > 0.99f);
        Assert.Equal(140, (await single.ExplainAsync(MadeModels.Beat(3), default)).Dnn.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => single.RunAsync("gru", MadeModels.Beat(3), default));
        await host.StopAsync();
    }

    [Fact]
    public async Task AddEcgInference_ConfigurationSection_IsBound()
    {
        using var host = Build(options => options.ModelsFolder = _made.Folder, ("Inference:QueueCapacity", "77"));
        await host.StartAsync();
        Assert.Equal(77, host.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.QueueCapacity);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Inference:QueueCapacity", "0", "1…1048576")]
    [InlineData("Inference:MaxBatch", "257", "1…256")]
    [InlineData("Inference:Workers", "-1", "0…64")]
    [InlineData("Inference:OnDemandCapacity", "0", "1…65536")]
    [InlineData("Inference:OnDemandBatch", "0", "1…256")]
    [InlineData("Inference:LiveBatchesPerOnDemand", "0", "1…1000")]
    [InlineData("Inference:RetryAfter", "01:00:00", "00:01:00")]
    public async Task StartAsync_OptionOutOfRange_NamesKeyAndRange(string key, string value, string range)
    {
        using var host = Build(options => options.ModelsFolder = _made.Folder, (key, value));
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(key, e.Message);
        Assert.Contains(range, e.Message);
    }

    [Theory]
    [MemberData(nameof(Damage.All), MemberType = typeof(Damage))]
    public async Task StartAsync_BadModelSet_RefusesAndSaysWhy(string how, string file, string reason)
    {
        Damage.Do(_made, how, file);
        using var host = Build(options => options.ModelsFolder = _made.Folder);
        var e = await Assert.ThrowsAsync<ModelSetException>(() => host.StartAsync());
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static IHost Build(Action<InferenceOptions> configure, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.Services.AddEcgInference(configure);
        return builder.Build();
    }
}

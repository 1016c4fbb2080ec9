using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Tests.ModelSets;

public sealed class ModelWatchTests : IDisposable
{
    private readonly MadeModels _made = new();
    private readonly ModelHost _host;
    private readonly ModelWatch _watch;
    private readonly FakeLogCollector _said = new();

    public ModelWatchTests()
    {
        _host = new(ModelSet.Load(_made.Folder));
        _watch = new(_host, Options.Create(new InferenceOptions { ModelsFolder = _made.Folder }), TimeProvider.System, new FakeLogger<ModelWatch>(_said));
    }

    public void Dispose()
    {
        _watch.Dispose();
        _host.Dispose();
        _made.Dispose();
    }

    [Fact]
    public void Look_NothingChanged_KeepsTheSet()
    {
        var set = _host.Current.Set;
        for (var i = 0; i < 3; i++) _watch.Look();
        Assert.Same(set, _host.Current.Set);
        Assert.Empty(_said.GetSnapshot());
    }

    [Fact]
    public void Look_GoodReplacement_TakesEffectOnceItIsSettled()
    {
        _made.WriteManifest("2.0.0+another");
        _watch.Look();
        Assert.Equal("1.0.0+made", _host.Current.Manifest.Version);
        _watch.Look();
        AssertJudges("2.0.0+another");
        var set = _host.Current.Set;
        _watch.Look();
        Assert.Same(set, _host.Current.Set);
        AssertSaid(1, "2.0.0+another");
    }

    [Fact]
    public void Look_WrongHash_IsRefusedOnceAndTheOldKeepsJudging()
    {
        _made.WriteManifest("2.0.0+another");
        _made.Edit(manifest => manifest["models"]![0]!["sha256"] = new string('0', 64));
        for (var i = 0; i < 4; i++) _watch.Look();
        AssertJudges("1.0.0+made");
        Assert.Contains("dnn.onnx", AssertSaid(2, "1.0.0+made").GetStructuredStateValue("Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_GraphArrivesAfterItsManifest_TakesEffectThen()
    {
        var whole = File.ReadAllBytes(Path.Combine(_made.Folder, "cnn.onnx"));
        _made.Write("cnn.onnx", whole[..100]);
        for (var i = 0; i < 2; i++) _watch.Look();
        AssertJudges("1.0.0+made");
        _made.Write("cnn.onnx", whole);
        _made.WriteManifest("2.0.0+another");
        for (var i = 0; i < 2; i++) _watch.Look();
        AssertJudges("2.0.0+another");
    }

    [Fact]
    public void Look_FolderGone_TheOldKeepsJudging()
    {
        var away = _made.Folder + "-away";
        Directory.Move(_made.Folder, away);
        try
        {
            for (var i = 0; i < 3; i++) _watch.Look();
            AssertJudges("1.0.0+made");
            AssertSaid(2, "1.0.0+made");
        }
        finally
        {
            Directory.Move(away, _made.Folder);
        }
    }

    [Fact]
    public async Task AddEcgInference_SetReplacedWhileRunning_VerdictsCarryTheNewVersion()
    {
        using var app = Build(watchModels: true);
        await app.StartAsync();
        _made.WriteManifest("2.0.0+another");
        var inference = app.Services.GetRequiredService<IBeatInference>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await inference.ClassifyAsync(MadeModels.Beat(2), patience.Token))[0].ModelSet != "2.0.0+another")
            await Task.Delay(20, patience.Token); // until two looks have passed
        await app.StopAsync();
    }

    [Fact]
    public async Task AddEcgInference_WatchModelsOff_DoesNotWatch()
    {
        using var app = Build(watchModels: false);
        await app.StartAsync();
        var hosted = app.Services.GetServices<IHostedService>().OfType<ModelWatch>().Single();
        await hosted.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));
        await app.StopAsync();
    }

    private IHost Build(bool watchModels)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["Inference:WatchModels"] = watchModels.ToString();
        builder.Services.AddEcgInference(options => options.ModelsFolder = _made.Folder);
        return builder.Build();
    }

    /// <summary>One entry was logged: 1, a set is in force; 2, the folder has changed and cannot be used.</summary>
    private FakeLogRecord AssertSaid(int id, string version)
    {
        var entry = Assert.Single(_said.GetSnapshot());
        Assert.Equal((id, version), (entry.Id.Id, entry.GetStructuredStateValue("Version")));
        return entry;
    }

    private void AssertJudges(string version)
    {
        using var lease = _host.Acquire();
        Assert.Equal(version, lease.Models.Judgement.Judge(lease.Models.Set.Scores(MadeModels.Beat(1))).ModelSet);
    }
}

using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;

namespace EcgStream.Inference.Tests.ModelSets;

public sealed class ModelHostTests : IDisposable
{
    private readonly MadeModels _made = new(), _other = new("2.0.0+other");
    private readonly ModelHost _host;

    public ModelHostTests() => _host = new(ModelSet.Load(_made.Folder));

    public void Dispose()
    {
        _host.Dispose();
        _made.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Reload_GoodSet_TakesItsPlaceAndReleasesTheOld()
    {
        var old = _host.Current.Set;
        Assert.Equal("2.0.0+other", _host.Reload(_other.Folder).Version);
        Assert.Equal("2.0.0+other", _host.Current.Manifest.Version);
        Assert.True(old.IsReleased);
    }

    [Theory]
    [MemberData(nameof(Damage.All), MemberType = typeof(Damage))]
    public void Reload_BadSet_SaysWhyAndKeepsTheOldRunning(string how, string file, string reason)
    {
        Damage.Do(_other, how, file);
        var e = Assert.Throws<ModelSetException>(() => _host.Reload(_other.Folder));
        Assert.Equal(file, e.File);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        using var lease = _host.Acquire();
        Assert.Equal("1.0.0+made", lease.Models.Manifest.Version);
        Assert.Equal(16, lease.Models.Set.Scores(MadeModels.Beat(1)).Length);
    }

    [Fact]
    public void Reload_WhileTheOldIsUsed_ReleasesItAfterTheLastUse()
    {
        var lease = _host.Acquire();
        _host.Reload(_other.Folder);
        Assert.False(lease.Models.Set.IsReleased);
        Assert.Equal(16, lease.Models.Set.Scores(MadeModels.Beat(1)).Length);
        lease.Dispose();
        Assert.True(lease.Models.Set.IsReleased);
    }

    [Fact]
    public async Task Reload_UnderRunningThreads_NeverFailsARun()
    {
        using var stop = new CancellationTokenSource();
        var runs = 0;
        var runners = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var lease = _host.Acquire();
                Assert.True(lease.Models.Set.Scores(MadeModels.Beat(3))[2] > 0.99f);
                Interlocked.Increment(ref runs);
            }
        })).ToArray();
        for (var i = 0; i < 10; i++)
        {
            var before = Volatile.Read(ref runs);
            _host.Reload(i % 2 == 0 ? _other.Folder : _made.Folder);
            // Each set must have been run before the next takes its place.
            while (Volatile.Read(ref runs) < before + 10 && !runners.Any(runner => runner.IsFaulted)) await Task.Yield();
        }
        await stop.CancelAsync();
        await Task.WhenAll(runners);
    }

    [Fact]
    public void SetThreshold_NewValue_ShowsInVersionManifestAndVerdicts()
    {
        Assert.Equal("1.0.0+made;t=0.2310", _host.SetThreshold(0.231f).Version);
        Assert.Equal(0.231f, _host.Current.Manifest.Model("autoencoder").Threshold);
        var verdict = _host.Current.Judgement.Judge(_host.Current.Set.Scores(MadeModels.Beat(1)));
        Assert.Equal(0.231f, verdict.Threshold);
        Assert.Equal("1.0.0+made;t=0.2310", verdict.ModelSet);
        Assert.Equal("1.0.0+made;t=0.5000", _host.SetThreshold(0.5f).Version);
        Assert.Equal("1.0.0+made", _host.SetThreshold(0.25f).Version);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(13f)]
    public void SetThreshold_OutOfRange_IsRefused(float threshold)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _host.SetThreshold(threshold));
        Assert.Equal("1.0.0+made", _host.Current.Manifest.Version);
    }

    [Fact]
    public void Acquire_AfterDispose_Throws()
    {
        _host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _host.Acquire());
    }
}

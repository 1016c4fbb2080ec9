using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.Inference.Tests.Batching;

public sealed class OnDemandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly MadeModels _made = new();
    private readonly ModelHost _host;
    private BeatInference? _inference;

    public OnDemandTests() => _host = new(ModelSet.Load(_made.Folder));

    public void Dispose()
    {
        _inference?.Dispose();
        _host.Dispose();
        _made.Dispose();
    }

    [Fact]
    public async Task ClassifyAsync_MoreThanABatch_AnswersInOrder()
    {
        Run(new() { Workers = 2 });
        var beats = Enumerable.Range(0, 100).SelectMany(i => MadeModels.Beat(i % 5 + 1, i)).ToArray();
        var verdicts = await _inference!.ClassifyAsync(beats, default);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (BeatClass)(i % 5 + 1)), verdicts.Select(v => v.Class));
        Assert.Empty(await _inference.ClassifyAsync(ReadOnlyMemory<float>.Empty, default));
    }

    [Fact]
    public async Task ClassifyAsync_NotWholeFiniteBeats_Throws()
    {
        Run(new() { OnDemandCapacity = 2 });
        await Assert.ThrowsAsync<ArgumentException>(() => _inference!.ClassifyAsync(new float[141], default));
        await Assert.ThrowsAsync<ArgumentException>(() => _inference!.ClassifyAsync(new float[3 * 140], default));
        var odd = new float[140];
        odd[3] = float.NaN;
        var e = await Assert.ThrowsAsync<ArgumentException>(() => _inference!.ClassifyAsync(odd, default));
        Assert.Contains("Sample 3 of beat 0", e.Message);
    }

    [Fact]
    public async Task ClassifyAsync_ShareUsedUp_IsBusyUntilThereIsRoom()
    {
        using var held = new HeldWorker();
        Run(new() { Workers = 1, OnDemandCapacity = 40, RetryAfter = TimeSpan.FromSeconds(3) });
        await HoldAsync(held);
        var first = _inference!.ClassifyAsync(Beats(30), default);
        var e = await Assert.ThrowsAsync<InferenceBusyException>(() => _inference.ClassifyAsync(Beats(11), default));
        Assert.Equal(TimeSpan.FromSeconds(3), e.RetryAfter);
        var second = _inference.ClassifyAsync(Beats(10), default);
        held.LetGo();
        Assert.Equal(30, (await first).Length);
        Assert.Equal(10, (await second).Length);
        Assert.Equal(40, (await _inference.ClassifyAsync(Beats(40), default)).Length);
    }

    [Fact]
    public async Task ClassifyAsync_BothWait_LiveGoesFirstAndOnDemandHasItsTurn()
    {
        const int EveryNth = 3, Batch = 8, LiveBatches = 12;
        using var held = new HeldWorker();
        var taken = new List<bool>(); // per live verdict, in order: whether nothing on demand waits any more
        var sink = new RecordingSink(LiveBatches * Batch) { OnJudged = _ => taken.Add(_inference!.Statistics.OnDemandWaiting == 0) };
        Run(new() { Workers = 1, MaxBatch = Batch, OnDemandBatch = Batch, LiveBatchesPerOnDemand = EveryNth });
        await HoldAsync(held);
        var asked = _inference!.ClassifyAsync(Beats(2 * Batch), default); // asked before the live beats came
        for (var i = 0; i < LiveBatches * Batch; i++) Assert.True(Submit(i, sink));
        held.LetGo();
        await sink.All;

        // Two batches on demand: after 3 and 6 live ones; so nothing waits from the 7th live batch on.
        Assert.Equal(2 * EveryNth * Batch, taken.IndexOf(true));
        await asked;
    }

    [Fact]
    public async Task ClassifyAsync_Cancelled_LeavesItsPlaceToOthers()
    {
        using var held = new HeldWorker();
        using var cancel = new CancellationTokenSource();
        Run(new() { Workers = 1 });
        await HoldAsync(held);
        var first = _inference!.ClassifyAsync(Beats(100), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.LetGo();
        await _inference.ClassifyAsync(Beats(1), default);
        Assert.Equal(1 + 1, _inference.Statistics.Beats); // the holder's and the last one
        Assert.Equal(0, _inference.Statistics.OnDemandWaiting);
    }

    [Fact]
    public async Task ClassifyAsync_RunThrows_FailsTheRequestAndGoesOn()
    {
        Run(new() { Workers = 1 });
        var poison = MadeModels.Beat(1);
        poison[50] = 1_000;
        await Assert.ThrowsAnyAsync<Exception>(() => _inference!.ClassifyAsync(poison, default));
        Assert.Single(await _inference!.ClassifyAsync(Beats(1), default));
    }

    [Fact]
    public async Task ClassifyAsync_AfterStop_IsBusyAndNobodyWaitsForEver()
    {
        Run(new() { Workers = 1 });
        await _inference!.StopAsync(default);
        await Assert.ThrowsAsync<InferenceBusyException>(() => _inference.ClassifyAsync(Beats(1), default));
        Assert.False(Submit(0, new RecordingSink()));
    }

    [Theory]
    [InlineData(true, false, "LLLLLLLL")]
    [InlineData(false, true, "OOOOOOOO")]
    [InlineData(true, true, "LLLOLLLO")]
    public void IsOnDemandNext_WhatWaits_DecidesTheTurns(bool live, bool onDemand, string expected)
    {
        var turns = new TurnTaking(3);
        Assert.Equal(expected, string.Concat(expected.Select(_ => turns.IsOnDemandNext(live, onDemand) ? 'O' : 'L')));
    }

    private static float[] Beats(int count) => [.. Enumerable.Range(0, count).SelectMany(i => MadeModels.Beat(1, i))];

    private bool Submit(long index, IVerdictSink sink) =>
        _inference!.TrySubmit(new(index, Start, 800, MadeModels.Beat(1, (int)index)), Start, sink);

    private async Task HoldAsync(HeldWorker held)
    {
        Assert.True(Submit(-1, held));
        await held.Held;
    }

    private void Run(InferenceOptions options)
    {
        _inference = new(_host, Options.Create(options), TimeProvider.System, NullLogger<BeatInference>.Instance);
        _inference.StartAsync(default).GetAwaiter().GetResult();
    }
}

using EcgStream.Contracts.Ecg;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Doors;

namespace EcgStream.Simulator.Tests.Doors;

public sealed class PatientOutboxTests
{
    private readonly List<long[]> _published = [];
    private readonly Queue<TaskCompletionSource> _answers = new();
    private readonly PatientOutbox _outbox;

    public PatientOutboxTests() => _outbox = new(chunks =>
    {
        _published.Add([.. chunks.Select(chunk => BeatFrame.BeatOf(chunk.FirstSample))]);
        return _answers.TryDequeue(out var answer) ? answer.Task : Task.CompletedTask;
    });

    [Fact]
    public async Task Send_NothingUnderWay_PublishesAtOnce()
    {
        await _outbox.Send([Beat(0)]);
        await _outbox.Send([Beat(1), Beat(2)]);
        AssertPublished([0], [1, 2]);
    }

    [Fact]
    public async Task Send_WhileOneMessageIsUnderWay_GoesTogetherInTheNext()
    {
        var first = NextAnswer();
        var sent = new[] { _outbox.Send([Beat(0)]), _outbox.Send([Beat(1)]), _outbox.Send([Beat(2)]) };
        AssertPublished([0]);
        Assert.DoesNotContain(sent, task => task.IsCompleted);
        first.SetResult();
        await Task.WhenAll(sent);
        AssertPublished([0], [1, 2]);
    }

    [Fact]
    public async Task Send_AgainWhileItStillWaits_GoesOutOnce()
    {
        var first = NextAnswer();
        _ = _outbox.Send([Beat(0)]);
        _ = _outbox.Send([Beat(1), Beat(2)]);
        var again = _outbox.Send([Beat(0), Beat(1), Beat(2), Beat(3)]); // 0 is under way: whether it arrives is not known
        first.SetResult();
        await again;
        AssertPublished([0], [1, 2, 0, 3]);
    }

    [Fact]
    public async Task Send_DoubledInOneCall_GoesOutTwice()
    {
        await _outbox.Send([Beat(0), Beat(0)]);
        AssertPublished([0, 0]);
    }

    [Fact]
    public async Task Send_MessageFails_TellsAllThatWaitAndGoesOnWithWhatComesNext()
    {
        var first = NextAnswer();
        var sent = new[] { _outbox.Send([Beat(0)]), _outbox.Send([Beat(1)]) };
        first.SetException(new TimeoutException("no answer"));
        foreach (var task in sent) await Assert.ThrowsAsync<TimeoutException>(() => task);
        await _outbox.Send([Beat(0), Beat(1)]);
        AssertPublished([0], [1, 0]);
    }

    [Fact]
    public async Task Send_AfterAFailure_TakesAlongWhatWaitedAndNotWhatFailed()
    {
        var first = NextAnswer();
        var sent = new[] { _outbox.Send([Beat(0), Beat(1)]), _outbox.Send([Beat(2)]) };
        first.SetException(new TimeoutException("no answer"));
        foreach (var task in sent) await Assert.ThrowsAsync<TimeoutException>(() => task);
        await _outbox.Send([Beat(3)]);
        AssertPublished([0, 1], [2, 3]);
    }

    [Fact]
    public async Task Send_FailsWithoutAWait_GoesOnWithWhatComesNext()
    {
        NextAnswer().SetException(new TimeoutException("no answer"));
        await Assert.ThrowsAsync<TimeoutException>(() => _outbox.Send([Beat(0)]));
        await _outbox.Send([Beat(0)]);
        AssertPublished([0], [0]);
    }

    [Fact]
    public async Task Send_FromManyThreads_PublishesEachOnceAndOneMessageAtATime()
    {
        var (under, most, seen) = (0, 0, new List<long>());
        var outbox = new PatientOutbox(async chunks =>
        {
            most = Math.Max(most, Interlocked.Increment(ref under));
            await Task.Yield();
            seen.AddRange(chunks.Select(chunk => chunk.FirstSample)); // no lock: one message at a time
            Interlocked.Decrement(ref under);
        });
        await Parallel.ForAsync(0, 2_000, async (beat, _) => await outbox.Send([Beat(beat)]));
        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(beat => BeatFrame.FirstSampleOf(beat)), seen.Order());
    }

    private TaskCompletionSource NextAnswer()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(answer);
        return answer;
    }

    private void AssertPublished(params long[][] messages) => Assert.Equal(messages, _published);

    private static EcgChunk Beat(long beat) => new("sim-00001", BeatFrame.FirstSampleOf(beat), default, 800, new float[BeatFrame.SampleCount]);
}

using EcgStream.Conformance.Grains;
using EcgStream.Conformance.Hosting;
using Orleans.Serialization;
using Xunit;

namespace EcgStream.Conformance;

[Collection(SiloCollection.Name)]
public sealed class CopyTests(SiloFixture silo)
{
    private readonly Guid _key = Guid.NewGuid();

    private ICopyGrain Grain => silo.Client.GetGrain<ICopyGrain>(_key);

    [Fact]
    public async Task Call_ArgumentChangedAfterwards_GrainSeesWhatWasSent()
    {
        var message = new Mutable { Number = 1, Words = ["one"], Samples = [1] };
        await Grain.Keep(message);

        message.Number = 2;
        message.Words[0] = "two";
        message.Samples[0] = 2;

        Assert.Equal((1, "one", 1f), await Grain.Look());
    }

    [Fact]
    public async Task Call_AnswerChangedByCaller_GrainKeepsItsOwn()
    {
        await Grain.Keep(new Mutable { Number = 1, Words = ["one"], Samples = [1] });
        var answer = await Grain.Take();

        answer.Number = 2;
        answer.Words[0] = "two";
        answer.Samples[0] = 2;

        Assert.Equal((1, "one", 1f), await Grain.Look());
    }

    [Fact]
    public async Task Call_ArrayChangedAfterwards_GrainSeesWhatWasSent()
    {
        float[] samples = [1, 2];
        await Grain.KeepArray(samples);

        samples[0] = 9;

        Assert.Equal(1, await Grain.LookArray());
    }

    [Fact]
    public async Task Call_ImmutableArgumentAndAnswer_AreTheSameObject()
    {
        var message = new Shared("chunk", [1, 2]);
        await Grain.KeepShared(message);

        Assert.Same(message, silo.Probe.Notes<Shared>(_key.ToString()).Single());
        Assert.Same(message, await Grain.TakeShared());
    }

    [Fact]
    public async Task Call_OneObjectTwiceInAnArgument_StaysOneObject()
    {
        var one = new Mutable();

        Assert.True(await Grain.AreOne([one, one]));
        Assert.False(await Grain.AreOne([one, new Mutable()]));
    }

    [Fact]
    public async Task Call_CircularArgument_KeepsItsShape()
    {
        var message = new Mutable { Number = 5 };
        message.Inner = message;
        await Grain.Keep(message);

        var answer = await Grain.Take();

        Assert.NotSame(message, answer);
        Assert.Same(answer, answer.Inner);
    }

    [Fact]
    public async Task Call_PlainValues_ComeBackEqual()
    {
        var plain = new Plain(new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(2)), null, Color.Green, ulong.MaxValue, TimeSpan.FromTicks(-1), Guid.NewGuid());

        Assert.Equal(plain, await Grain.Echo(plain));
        var many = await Grain.EchoMany(new() { ["a"] = [plain], ["b"] = [] });
        Assert.Equal(plain, Assert.Single(many["a"]));
        Assert.Empty(many["b"]);
    }

    [Fact]
    public async Task Call_UnmarkedType_IsRefused()
    {
        // The reference may refuse already, or the call.
        var exception = await Assert.ThrowsAsync<CodecNotFoundException>(
            async () => await silo.Client.GetGrain<IUnmarkedGrain>("any").Send(new Unmarked()));

        Assert.Contains(nameof(Unmarked), exception.Message, StringComparison.Ordinal);
    }
}

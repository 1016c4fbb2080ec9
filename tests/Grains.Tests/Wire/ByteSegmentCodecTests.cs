using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Serialization;

namespace EcgStream.Grains.Tests.Wire;

/// <summary>Messages of memory streams, as they go from process to process.</summary>
public sealed class ByteSegmentCodecTests
{
    private static readonly Serializer Ours = SerializerOf(services => services.AddEcgWire());
    private static readonly Serializer Orleans = SerializerOf(_ => { });

    public static TheoryData<int> Lengths => [0, 1, 255, 700, 200_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Message_GoesOverTheWireAsOrleansWritesIt(int length)
    {
        var (ours, theirs) = (Ours.SerializeToArray(Message(length)), Orleans.SerializeToArray(Message(length)));
        Assert.Equal(theirs, ours);
        AssertSame(Message(length), Ours.Deserialize<MemoryMessageData>(ours));
    }

    [Fact]
    public void MessagesOneBehindTheOther_AreReadEachWithItsOwnPayload()
    {
        List<MemoryMessageData> messages = [Message(5), Message(0), Message(300)];
        var read = Ours.Deserialize<List<MemoryMessageData>>(Ours.SerializeToArray(messages));
        Assert.Equal(messages.Count, read!.Count);
        foreach (var (expected, actual) in messages.Zip(read)) AssertSame(expected, actual);
    }

    [Fact]
    public void MessagesThatShareTheirBytes_AreReadByBothWaysRound()
    {
        List<MemoryMessageData> messages = [Message(300), default, Message(4)];
        messages[1] = messages[0]; // Orleans writes a reference to what it has written already
        foreach (var (from, to) in ((Serializer, Serializer)[])[(Orleans, Ours), (Ours, Orleans), (Ours, Ours)])
        {
            var read = to.Deserialize<List<MemoryMessageData>>(from.SerializeToArray(messages));
            foreach (var (expected, actual) in messages.Zip(read!)) AssertSame(expected, actual);
        }
    }

    [Fact]
    public void SegmentWithinAnArray_IsWrittenWithoutItsSurroundings()
    {
        var message = Message(0);
        message.Payload = new(Message(10).Payload.Array!, 3, 4);
        Assert.Equal(message.Payload, Ours.Deserialize<MemoryMessageData>(Ours.SerializeToArray(message)).Payload);
    }

    [Fact]
    public void Copy_DoesNotShareItsBytes()
    {
        using var services = new ServiceCollection().AddSerializer().AddEcgWire().BuildServiceProvider();
        var message = Message(20);
        var copy = services.GetRequiredService<DeepCopier>().Copy(message);
        AssertSame(message, copy);
        message.Payload.Array![0]++;
        Assert.NotEqual(message.Payload[0], copy.Payload[0]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public void MessageCutShort_IsRefused(int left)
    {
        var written = Ours.SerializeToArray(Message(700));
        Assert.ThrowsAny<Exception>(() => Ours.Deserialize<MemoryMessageData>(written.AsSpan(0, left).ToArray()));
    }

    private static Serializer SerializerOf(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection().AddSerializer();
        configure(services);
        return services.BuildServiceProvider().GetRequiredService<Serializer>();
    }

    private static MemoryMessageData Message(int length) => new()
    {
        StreamId = StreamId.Create("ecg", "p00001"),
        SequenceNumber = 7,
        EnqueueTimeUtc = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Payload = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray(),
    };

    private static void AssertSame(MemoryMessageData expected, MemoryMessageData actual)
    {
        Assert.Equal(expected.StreamId, actual.StreamId);
        Assert.Equal(expected.SequenceNumber, actual.SequenceNumber);
        Assert.Equal(expected.EnqueueTimeUtc, actual.EnqueueTimeUtc);
        Assert.Equal(expected.Payload.AsSpan(), actual.Payload.AsSpan());
    }
}

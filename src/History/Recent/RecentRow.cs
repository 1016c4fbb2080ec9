using System.Buffers.Binary;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.History.Recent;

/// <summary>
/// A beat as 160 little-endian bytes, in the log of recent beats and in memory: beat, start, RR interval, hash, the five times
/// (each as ticks since the one before, as in table <c>beats</c>), key of the model set, class, disagreement, quality, verdict.
/// </summary>
internal static class RecentRow
{
    public const int Length = Verdict + VerdictBlob.Length;

    private const int Start = 8, Rr = 16, Hash = 24, Due = 32, Received = 40, Batched = 48, Inferred = 56, Stored = 64,
        ModelSet = 72, Class = 80, Disagree = 81, Quality = 82, Verdict = 84;

    public static void Write(in JudgedBeat beat, long modelSet, DateTimeOffset storedAt, Span<byte> row)
    {
        var times = beat.Times;
        Put(row, 0, beat.Index);
        Put(row, Start, beat.Start.ToStored());
        BinaryPrimitives.WriteDoubleLittleEndian(row[Rr..], beat.RrMs);
        Put(row, Hash, unchecked((long)beat.SampleHash));
        Put(row, Due, times.Due.UtcTicks - beat.Start.UtcTicks);
        Put(row, Received, times.Received.UtcTicks - times.Due.UtcTicks);
        Put(row, Batched, times.Batched.UtcTicks - times.Received.UtcTicks);
        Put(row, Inferred, times.Inferred.UtcTicks - times.Batched.UtcTicks);
        Put(row, Stored, storedAt.UtcTicks - times.Inferred.UtcTicks);
        Put(row, ModelSet, modelSet);
        row[Class] = (byte)beat.Verdict.Class;
        row[Disagree] = beat.Verdict.Disagree ? (byte)1 : (byte)0;
        row[Quality] = (byte)beat.Quality;
        row[Quality + 1] = 0;
        VerdictBlob.Write(beat.Verdict, row[Verdict..Length]);
    }

    public static long BeatOf(ReadOnlySpan<byte> row) => Get(row, 0);

    public static DateTimeOffset StartOf(ReadOnlySpan<byte> row) => Get(row, Start).ToTime();

    public static BeatClass ClassOf(ReadOnlySpan<byte> row) => (BeatClass)row[Class];

    /// <param name="modelSets">Names of the model sets by their keys.</param>
    public static RecentBeat Read(ReadOnlySpan<byte> row, IReadOnlyDictionary<long, string> modelSets)
    {
        var start = Get(row, Start);
        var due = start + Get(row, Due);
        var received = due + Get(row, Received);
        var batched = received + Get(row, Batched);
        var inferred = batched + Get(row, Inferred);
        var verdict = VerdictBlob.Read(row[Verdict..Length], (BeatClass)row[Class], row[Disagree] != 0, modelSets[Get(row, ModelSet)]);
        return new RecentBeat(
            new JudgedBeat(
                BeatOf(row), start.ToTime(), BinaryPrimitives.ReadDoubleLittleEndian(row[Rr..]), unchecked((ulong)Get(row, Hash)), verdict,
                new BeatTimes(due.ToTime(), received.ToTime(), batched.ToTime(), inferred.ToTime()))
            {
                Quality = (SignalQuality)row[Quality],
            },
            (inferred + Get(row, Stored)).ToTime());
    }

    private static void Put(Span<byte> row, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(row[at..], value);

    private static long Get(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadInt64LittleEndian(row[at..]);
}

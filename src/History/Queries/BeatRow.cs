using System.Buffers.Binary;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.History.Queries;

/// <summary>A row of <c>beats</c> as Dapper fills it.</summary>
internal sealed class BeatRow
{
    /// <summary>Why a waveform is null.</summary>
    public const string NotKept = "not kept: normal beat without an abnormal neighbour within five beats";

    /// <summary>Why a waveform is null in a list that was asked for without them.</summary>
    public const string NotAsked = "not asked for";

    public const string Columns =
        """
        b.beat AS Beat, b.start AS Start, b.rr_ms AS RrMs, b.hash AS Hash, b.class AS Class, b.disagree AS Disagree,
        m.name AS ModelSet, b.verdict AS Verdict, b.due_after AS DueAfter, b.received_after AS ReceivedAfter,
        b.batched_after AS BatchedAfter, b.inferred_after AS InferredAfter, b.stored_after AS StoredAfter,
        b.quality AS Quality
        """;

    public long Beat { get; init; }
    public long Start { get; init; }
    public double RrMs { get; init; }
    public long Hash { get; init; }
    public long Class { get; init; }
    public long Disagree { get; init; }
    public required string ModelSet { get; init; }
    public required byte[] Verdict { get; init; }
    public long DueAfter { get; init; }
    public long ReceivedAfter { get; init; }
    public long BatchedAfter { get; init; }
    public long InferredAfter { get; init; }
    public long StoredAfter { get; init; }
    public long Quality { get; init; }
    public byte[]? Samples { get; init; }

    private long Inferred => Start + DueAfter + ReceivedAfter + BatchedAfter + InferredAfter;

    public JudgedBeat ToBeat()
    {
        var due = Start + DueAfter;
        var received = due + ReceivedAfter;
        var batched = received + BatchedAfter;
        return new JudgedBeat(
            Beat, Start.ToTime(), RrMs, unchecked((ulong)Hash),
            VerdictBlob.Read(Verdict, (BeatClass)Class, Disagree != 0, ModelSet),
            new BeatTimes(due.ToTime(), received.ToTime(), batched.ToTime(), Inferred.ToTime())) { Quality = (SignalQuality)Quality };
    }

    public BeatRecord ToRecord(string patientId, string absent) => new(
        patientId, ToBeat(), (Inferred + StoredAfter).ToTime(), Waveform(), Samples is null ? absent : null);

    private float[]? Waveform()
    {
        if (Samples is null) return null;
        var waveform = new float[Samples.Length / sizeof(float)];
        for (var i = 0; i < waveform.Length; i++)
            waveform[i] = BinaryPrimitives.ReadSingleLittleEndian(Samples.AsSpan(i * sizeof(float)));
        return waveform;
    }
}

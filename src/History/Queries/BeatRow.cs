using System.Buffers.Binary;
using System.Data.Common;
using EcgStream.Contracts.Patients;
using EcgStream.History.Recent;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.History.Queries;

/// <summary>Reads rows of <c>beats</c>: by hand, because an hour of a patient is 4,500 of them.</summary>
internal static class BeatRow
{
    /// <summary>Why a waveform is null.</summary>
    private const string NotKept = "not kept: normal beat without an abnormal neighbour within five beats";

    /// <summary>Why a waveform is null in a list that was asked for without them.</summary>
    private const string NotAsked = "not asked for";

    /// <summary>What <see cref="ReadBeat"/> and <see cref="ReadRecord"/> read, of tables <c>b</c> and <c>m</c>.</summary>
    public const string Columns =
        """
        b.beat, b.start, b.rr_ms, b.hash, b.class, b.disagree, m.name, b.verdict, b.due_after, b.received_after,
        b.batched_after, b.inferred_after, b.quality, b.stored_after
        """;

    private const int StoredAfter = 13, Samples = 14;

    /// <summary>The beat of the current row.</summary>
    public static JudgedBeat ReadBeat(DbDataReader row)
    {
        var start = row.GetInt64(1);
        var due = start + row.GetInt64(8);
        var received = due + row.GetInt64(9);
        var batched = received + row.GetInt64(10);
        var inferred = batched + row.GetInt64(11);
        return new JudgedBeat(
            row.GetInt64(0), start.ToTime(), row.GetDouble(2), unchecked((ulong)row.GetInt64(3)),
            VerdictBlob.Read(row.GetFieldValue<byte[]>(7), (BeatClass)row.GetInt64(4), row.GetInt64(5) != 0, row.GetString(6)),
            new BeatTimes(due.ToTime(), received.ToTime(), batched.ToTime(), inferred.ToTime())) { Quality = (SignalQuality)row.GetInt64(12) };
    }

    /// <summary>The current row, where waveforms were asked for with the samples in the column after <see cref="Columns"/>.</summary>
    /// <param name="waveforms">Those that are not in their table yet; null where none were asked for.</param>
    public static BeatRecord ReadRecord(DbDataReader row, string patientId, Dictionary<long, byte[]>? waveforms)
    {
        var beat = ReadBeat(row);
        return ToRecord(
            patientId, new RecentBeat(beat, beat.Times.Inferred.AddTicks(row.GetInt64(StoredAfter))), waveforms is not null,
            waveforms is null ? null : row.IsDBNull(Samples) ? waveforms.GetValueOrDefault(beat.Index) : row.GetFieldValue<byte[]>(Samples));
    }

    /// <param name="waveforms">They were asked for.</param>
    /// <param name="samples">The waveform as stored, or null.</param>
    public static BeatRecord ToRecord(string patientId, in RecentBeat row, bool waveforms, byte[]? samples) => new(
        patientId, row.Beat, row.StoredAt, samples is null ? null : Waveform(samples), samples is not null ? null : waveforms ? NotKept : NotAsked);

    private static float[] Waveform(ReadOnlySpan<byte> samples)
    {
        var waveform = new float[samples.Length / sizeof(float)];
        for (var i = 0; i < waveform.Length; i++)
            waveform[i] = BinaryPrimitives.ReadSingleLittleEndian(samples[(i * sizeof(float))..]);
        return waveform;
    }
}

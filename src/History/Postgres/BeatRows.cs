using System.Buffers.Binary;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;
using Npgsql;
using static EcgStream.History.Postgres.Types;

namespace EcgStream.History.Postgres;

/// <summary>Writes beats, waveforms and holes, many patients' at once. A row that is there already stays as it is.</summary>
internal sealed class BeatRows(PostgresWriter writer)
{
    private const string Columns =
        "patient, beat, start, rr_ms, hash, class, disagree, model_set, verdict, due_after, received_after, batched_after, " +
        "inferred_after, stored_after, quality";

    // COPY cannot leave out what is there already: it fills a table of this session, from which the new rows are taken.
    private readonly PreparedCommand _insert = writer.Prepare(
        $"""
        INSERT INTO beats ({Columns}) SELECT {Columns} FROM staged_beats ON CONFLICT (patient, beat) DO NOTHING
        RETURNING patient, beat
        """);

    private readonly PreparedCommand _unstage = writer.Prepare("DELETE FROM staged_beats");

    private readonly PreparedCommand _waveforms = writer.Prepare(
        """
        INSERT INTO waveforms (patient, beat, samples) SELECT * FROM unnest($1, $2, $3)
        ON CONFLICT (patient, beat) DO NOTHING
        """, Ints, Longs, Blobs);

    private readonly PreparedCommand _holes = writer.Prepare(
        """
        INSERT INTO holes (patient, first_beat, beat_count, recorded_at, reason) SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (patient, first_beat) DO NOTHING
        """, Ints, Longs, Longs, Longs, Texts);

    private readonly PreparedCommand _addModelSet = writer.Prepare(
        """
        WITH added AS (INSERT INTO model_sets (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING key)
        SELECT key FROM added UNION ALL SELECT key FROM model_sets WHERE name = $1
        """, Text);

    private readonly Dictionary<string, int> _modelSets = new(StringComparer.Ordinal);
    private readonly HashSet<(int, long)> _staged = [];
    private readonly byte[] _verdict = new byte[VerdictBlob.Length];

    /// <summary>Makes the table that COPY fills.</summary>
    public const string StagingTable =
        "CREATE TEMPORARY TABLE staged_beats (LIKE beats INCLUDING DEFAULTS INCLUDING STORAGE) ON COMMIT DELETE ROWS";

    /// <summary>Adds beats; of those that come twice the first counts.</summary>
    /// <returns>The rows that were not stored before.</returns>
    public List<(int Patient, JudgedBeat Beat)> Add(IReadOnlyList<(int Patient, JudgedBeat Beat)> rows)
    {
        _staged.Clear();
        List<(int Patient, JudgedBeat Beat)> distinct = new(rows.Count);
        foreach (var row in rows)
        {
            ModelSet(row.Beat.Verdict.ModelSet); // before COPY begins: nothing else can be asked until it ends
            if (_staged.Add((row.Patient, row.Beat.Index))) distinct.Add(row);
        }

        if (distinct.Count == 0) return distinct;
        Copy(distinct);
        using (var added = _insert.Read())
        {
            while (added.Read()) _staged.Remove((added.GetInt32(0), added.GetInt64(1)));
        }

        _unstage.Run();
        if (_staged.Count > 0) distinct.RemoveAll(row => _staged.Contains((row.Patient, row.Beat.Index)));
        return distinct;
    }

    /// <param name="rows">Samples are float[140]; any other length is refused by the schema.</param>
    public void AddWaveforms(IReadOnlyList<(int Patient, long Beat, ReadOnlyMemory<float> Samples)> rows) => _waveforms.Run(
        rows.Select(row => row.Patient).ToArray(),
        rows.Select(row => row.Beat).ToArray(),
        rows.Select(row => Bytes(row.Samples.Span)).ToArray());

    public void AddHoles(IReadOnlyList<(int Patient, Hole Hole)> rows) => _holes.Run(
        rows.Select(row => row.Patient).ToArray(),
        rows.Select(row => row.Hole.FirstBeat).ToArray(),
        rows.Select(row => (long)row.Hole.BeatCount).ToArray(),
        rows.Select(row => row.Hole.RecordedAt.ToStored()).ToArray(),
        rows.Select(row => row.Hole.Reason).ToArray());

    /// <summary>Drops remembered keys.</summary>
    public void Forget() => _modelSets.Clear();

    private void Copy(List<(int Patient, JudgedBeat Beat)> rows)
    {
        using var copy = writer.Connection.BeginBinaryImport($"COPY staged_beats ({Columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var (patient, beat) in rows)
        {
            var times = beat.Times;
            VerdictBlob.Write(beat.Verdict, _verdict);
            copy.StartRow();
            copy.Write(patient, Int);
            copy.Write(beat.Index, Long);
            copy.Write(beat.Start.ToStored(), Long);
            copy.Write(beat.RrMs, Real);
            copy.Write(unchecked((long)beat.SampleHash), Long);
            copy.Write((short)beat.Verdict.Class, Short);
            copy.Write((short)(beat.Verdict.Disagree ? 1 : 0), Short);
            copy.Write(ModelSet(beat.Verdict.ModelSet), Int);
            copy.Write(_verdict, Blob);
            copy.Write(times.Due.UtcTicks - beat.Start.UtcTicks, Long);
            copy.Write(times.Received.UtcTicks - times.Due.UtcTicks, Long);
            copy.Write(times.Batched.UtcTicks - times.Received.UtcTicks, Long);
            copy.Write(times.Inferred.UtcTicks - times.Batched.UtcTicks, Long);
            copy.Write(writer.Now.UtcTicks - times.Inferred.UtcTicks, Long);
            copy.Write((short)beat.Quality, Short);
        }

        copy.Complete();
    }

    private int ModelSet(string name)
    {
        if (_modelSets.TryGetValue(name, out var key)) return key;
        // Null when another process has added it since this statement began: then it is there for the next one.
        key = (int)(_addModelSet.Scalar(name) ?? _addModelSet.Scalar(name))!;
        return _modelSets[name] = key;
    }

    private static byte[] Bytes(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * sizeof(float)];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), samples[i]);
        return bytes;
    }
}

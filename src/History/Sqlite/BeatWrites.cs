using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Sqlite;

/// <summary>Writes beats, waveforms and holes. A row that is there already stays as it is.</summary>
internal sealed class BeatWrites(SqliteWriter connection)
{
    // ON CONFLICT names the key: OR IGNORE would swallow a missing value or a blob of the wrong length as well.
    private readonly Statement _beat = connection.Prepare(
        """
        INSERT INTO beats (patient, beat, start, rr_ms, hash, class, disagree, model_set, verdict,
                           due_after, received_after, batched_after, inferred_after, stored_after, quality)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        ON CONFLICT (patient, beat) DO NOTHING
        """);

    private readonly Statement _waveform = connection.Prepare(
        "INSERT INTO waveforms (patient, beat, samples) VALUES (?1, ?2, ?3) ON CONFLICT (patient, beat) DO NOTHING");

    private readonly Statement _recentWaveform = connection.Prepare("SELECT samples FROM recent_waveforms WHERE number = ?1");

    private readonly Statement _hole = connection.Prepare(
        """
        INSERT INTO holes (patient, first_beat, beat_count, recorded_at, reason) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (patient, first_beat) DO NOTHING
        """);

    private readonly Statement _findModelSet = connection.Prepare("SELECT key FROM model_sets WHERE name = ?1");
    private readonly Statement _addModelSet = connection.Prepare("INSERT INTO model_sets (name) VALUES (?1) RETURNING key");
    private readonly Dictionary<string, long> _modelSets = new(StringComparer.Ordinal);

    /// <summary>True when the beat was not stored yet.</summary>
    public bool Add(long patient, in JudgedBeat beat, DateTimeOffset storedAt)
    {
        Span<byte> verdict = stackalloc byte[VerdictBlob.Length];
        VerdictBlob.Write(beat.Verdict, verdict);
        var times = beat.Times;
        return _beat
            .Bind(1, patient)
            .Bind(2, beat.Index)
            .Bind(3, beat.Start.ToStored())
            .Bind(4, beat.RrMs)
            .Bind(5, unchecked((long)beat.SampleHash))
            .Bind(6, (long)beat.Verdict.Class)
            .Bind(7, beat.Verdict.Disagree ? 1L : 0L)
            .Bind(8, ModelSet(beat.Verdict.ModelSet))
            .Bind(9, verdict)
            .Bind(10, times.Due.UtcTicks - beat.Start.UtcTicks)
            .Bind(11, times.Received.UtcTicks - times.Due.UtcTicks)
            .Bind(12, times.Batched.UtcTicks - times.Received.UtcTicks)
            .Bind(13, times.Inferred.UtcTicks - times.Batched.UtcTicks)
            .Bind(14, storedAt.UtcTicks - times.Inferred.UtcTicks)
            .Bind(15, (long)beat.Quality)
            .Run() == 1;
    }

    /// <param name="samples">float[140]; any other length is refused by the schema.</param>
    public void AddWaveform(long patient, long beat, ReadOnlySpan<float> samples) => _waveform.Bind(1, patient).Bind(2, beat).Bind(3, samples).Run();

    /// <summary>Copies a waveform out of the log. Not by INSERT … SELECT: that keeps the pages it changes, to undo them, in a file.</summary>
    /// <param name="number">In <c>recent_waveforms</c>.</param>
    public void CopyWaveform(long patient, long beat, long number)
    {
        if (!_recentWaveform.Bind(1, number).Step()) return; // another program has deleted it
        try { _waveform.Bind(1, patient).Bind(2, beat).Bind(3, _recentWaveform.Blob(0)).Run(); }
        finally { _recentWaveform.Reset(); }
    }

    public void AddHole(long patient, Hole hole) => _hole
        .Bind(1, patient)
        .Bind(2, hole.FirstBeat)
        .Bind(3, hole.BeatCount)
        .Bind(4, hole.RecordedAt.ToStored())
        .Bind(5, hole.Reason)
        .Run();

    /// <summary>Drops remembered keys.</summary>
    public void Forget() => _modelSets.Clear();

    /// <summary>The key of a model set, given out where it is new.</summary>
    public long ModelSet(string name)
    {
        if (_modelSets.TryGetValue(name, out var key)) return key;
        var statement = _findModelSet.Bind(1, name);
        if (!statement.Step())
        {
            statement = _addModelSet.Bind(1, name);
            statement.Step();
        }

        key = statement.Int64(0);
        statement.Run(); // to its end: an INSERT … RETURNING that is left halfway is not done
        return _modelSets[name] = key;
    }
}

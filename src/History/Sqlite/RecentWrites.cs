using System.Buffers.Binary;
using EcgStream.History.Recent;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Sqlite;

/// <summary>
/// Puts the beats of a transaction into the log of recent beats, all in one row, and keeps <see cref="RecentBeats"/> in step
/// with what is committed. Knows which beats are stored already.
/// </summary>
internal sealed class RecentWrites(SqliteWriter connection, RecentBeats recent)
{
    private const int Header = 20; // patient, watermark, number of beats

    private readonly Statement _append = connection.Prepare("INSERT INTO recent_beats (number, batches) VALUES (?1, ?2)");
    private readonly Statement _read = connection.Prepare("SELECT number, batches FROM recent_beats ORDER BY number");
    private readonly Statement _addWaveform = connection.Prepare(
        "INSERT INTO recent_waveforms (number, patient, beat, samples) VALUES (?1, ?2, ?3, ?4)");

    private readonly Statement _readWaveforms = connection.Prepare("SELECT number, patient, beat FROM recent_waveforms ORDER BY number");
    private readonly Statement _patient = connection.Prepare(
        "SELECT watermark, beats, (SELECT max(beat) FROM beats WHERE patient = ?1) FROM patients WHERE key = ?1");

    private readonly Statement _beat = connection.Prepare("SELECT 1 FROM beats WHERE patient = ?1 AND beat = ?2");
    private readonly Statement _modelSets = connection.Prepare("SELECT key, name FROM model_sets");

    private readonly List<Staged> _staged = [];
    private readonly List<(long Patient, long Beat)> _waveforms = []; // of this transaction, in the order of their numbers
    private readonly Dictionary<long, long> _lastStaged = []; // of this transaction: highest beat by patient
    private readonly List<long> _met = []; // patients looked up in this transaction
    private readonly List<(long Patient, int Beats)> _uncounted = [];
    private byte[] _log = new byte[64 * 1024];
    private int _length;
    private bool _appended;

    /// <summary>Number of the last row of the log; it never falls, though rows go.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The same of the waveforms' log.</summary>
    public long LastWaveform { get; private set; }

    /// <summary>Beats staged in this transaction.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a patient's batch.</summary>
    public void Begin(long patient, long watermark)
    {
        StandOf(patient); // before anything of the batch is in the tables
        Reserve(Header);
        var header = _log.AsSpan(_length);
        BinaryPrimitives.WriteInt64LittleEndian(header, patient);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], watermark);
        _staged.Add(new Staged(patient, watermark, _length += Header, 0, -1));
    }

    /// <summary>Stages a beat; false where it is stored already.</summary>
    /// <exception cref="ArgumentException">It has no RR interval.</exception>
    public bool Add(long patient, in JudgedBeat beat)
    {
        if (double.IsNaN(beat.RrMs)) throw new ArgumentException("its RR interval is not a number");
        var modelSet = connection.Beats.ModelSet(beat.Verdict.ModelSet);
        var last = _lastStaged.TryGetValue(patient, out var staged) ? staged : StandOf(patient).LastBeat;
        if (beat.Index <= last && IsKnown(patient, beat.Index)) return false;
        recent.Name(modelSet, beat.Verdict.ModelSet);
        Reserve(RecentRow.Length);
        RecentRow.Write(beat, modelSet, connection.Now, _log.AsSpan(_length));
        _length += RecentRow.Length;
        _lastStaged[patient] = Math.Max(last, beat.Index);
        CountIn(beat.Index);
        return true;
    }

    /// <summary>Puts a waveform into the log of recent ones.</summary>
    /// <param name="samples">float[140]; any other length is refused by the schema.</param>
    public void AddWaveform(long patient, long beat, ReadOnlySpan<float> samples)
    {
        _addWaveform.Bind(1, LastWaveform + _waveforms.Count + 1).Bind(2, patient).Bind(3, beat).Bind(4, samples).Run();
        _waveforms.Add((patient, beat));
    }

    /// <summary>Counts a beat that went into its table at once.</summary>
    public void CountIn(long beat)
    {
        Count++;
        var batch = _staged[^1];
        _staged[^1] = batch with { Beats = batch.Beats + 1, LastBeat = Math.Max(batch.LastBeat, beat) };
    }

    /// <summary>Ends a patient's batch.</summary>
    public void End() => BinaryPrimitives.WriteInt32LittleEndian(_log.AsSpan(_staged[^1].Offset - 4), _staged[^1].Beats);

    /// <summary>Writes what is staged as one row of the log; before the commit.</summary>
    public void Append()
    {
        if (_staged.Count == 0) return;
        _append.Bind(1, LastNumber + 1).Bind(2, _log.AsSpan(0, _length)).Run();
        _appended = true;
    }

    /// <summary>A patient with what this process knows and the row of the table does not tell.</summary>
    public PatientRecord Complete(PatientRecord record, long patient)
    {
        var (watermark, beats) = recent.Find(patient)?.Stand ?? (record.Watermark, record.Beats);
        foreach (var batch in _staged)
        {
            if (batch.Patient != patient) continue;
            watermark = Math.Max(watermark, batch.Watermark);
            beats += batch.Beats;
        }

        return record with { Watermark = watermark, Beats = beats };
    }

    /// <summary>Beats of the patient were deleted from the tables.</summary>
    public void Uncount(long patient, int beats)
    {
        if (recent.Find(patient) is not null) _uncounted.Add((patient, beats));
    }

    /// <summary>The transaction is durable: readers see what it brought.</summary>
    public void Committed()
    {
        foreach (var (patient, beat) in _waveforms) StandOf(patient).AddWaveform(beat, ++LastWaveform);
        foreach (var batch in _staged)
        {
            var rows = _appended ? _log.AsSpan(batch.Offset, batch.Beats * RecentRow.Length) : []; // else they are in their table
            StandOf(batch.Patient).Add(batch.Watermark, batch.Beats, batch.LastBeat, rows);
        }

        foreach (var (patient, beats) in _uncounted) recent.Find(patient)?.Uncount(beats);
        if (_appended) LastNumber++;
        Clear();
    }

    /// <summary>Nothing of the transaction is stored, and what it read may never have been.</summary>
    public void RolledBack()
    {
        foreach (var patient in _met) recent.Remove(patient);
        Clear();
    }

    /// <summary>
    /// Reads the log back: what an earlier process has left, or another program has changed. A beat that is in its table
    /// already was moved there while its row of the log had to stay for others.
    /// </summary>
    public void Load()
    {
        while (_modelSets.Step()) recent.Name(_modelSets.Int64(0), _modelSets.Text(1));
        Dictionary<long, RecentPatient> patients = [];
        recent.Blocks.Forget(); // whoever reads an earlier patient's rows now is to find them as they were
        LastNumber = 0;
        while (_read.Step())
        {
            LastNumber = _read.Int64(0);
            for (var batches = _read.Blob(1); batches.Length > 0;)
            {
                var patient = BinaryPrimitives.ReadInt64LittleEndian(batches);
                if (!patients.TryGetValue(patient, out var stand)) patients.Add(patient, stand = Read(patient));
                var length = BinaryPrimitives.ReadInt32LittleEndian(batches[16..]) * RecentRow.Length;
                var rows = batches.Slice(Header, length);
                stand.Add(BinaryPrimitives.ReadInt64LittleEndian(batches[8..]), 0, -1, []);
                for (; rows.Length > 0; rows = rows[RecentRow.Length..])
                {
                    var beat = RecentRow.BeatOf(rows);
                    if (!IsInTable(patient, beat)) stand.Add(0, 1, beat, rows[..RecentRow.Length]);
                }

                batches = batches[(Header + length)..];
            }
        }

        LastWaveform = 0;
        while (_readWaveforms.Step())
        {
            LastWaveform = _readWaveforms.Int64(0);
            var patient = _readWaveforms.Int64(1);
            if (!patients.TryGetValue(patient, out var stand)) patients.Add(patient, stand = Read(patient));
            stand.AddWaveform(_readWaveforms.Int64(2), LastWaveform);
        }

        recent.Replace(patients);
    }

    private void Clear()
    {
        _staged.Clear();
        _waveforms.Clear();
        _lastStaged.Clear();
        _met.Clear();
        _uncounted.Clear();
        (_length, Count, _appended) = (0, 0, false);
    }

    private RecentPatient StandOf(long patient)
    {
        if (recent.Find(patient) is { } known) return known;
        var stand = Read(patient);
        recent.Add(patient, stand);
        _met.Add(patient);
        return stand;
    }

    private RecentPatient Read(long patient)
    {
        if (!_patient.Bind(1, patient).Step()) return new RecentPatient(0, 0, -1, recent.Blocks);
        var stand = new RecentPatient(_patient.Int64(0), _patient.Int64(1), _patient.OptionalInt64(2) ?? -1, recent.Blocks);
        _patient.Reset();
        return stand;
    }

    // Seldom: a batch was handed over twice.
    private bool IsKnown(long patient, long beat)
    {
        for (var block = StandOf(patient).FirstRows; block is not null; block = block.Next)
            if (Holds(block.Rows, beat)) return true;
        foreach (var batch in _staged)
            if (batch.Patient == patient && Holds(_log.AsSpan(batch.Offset, batch.Beats * RecentRow.Length), beat)) return true;
        return IsInTable(patient, beat);
    }

    private static bool Holds(ReadOnlySpan<byte> rows, long beat)
    {
        for (; rows.Length > 0; rows = rows[RecentRow.Length..])
            if (RecentRow.BeatOf(rows) == beat) return true;
        return false;
    }

    private bool IsInTable(long patient, long beat)
    {
        var found = _beat.Bind(1, patient).Bind(2, beat).Step();
        if (found) _beat.Reset();
        return found;
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _log.Length) Array.Resize(ref _log, Math.Max(_length + bytes, _log.Length * 2));
    }

    /// <param name="Offset">Where its rows begin in the log's row.</param>
    private readonly record struct Staged(long Patient, long Watermark, int Offset, int Beats, long LastBeat);
}

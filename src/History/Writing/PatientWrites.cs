using EcgStream.Contracts.Patients;

namespace EcgStream.History.Writing;

/// <summary>Admission, discharge, epochs and watermarks.</summary>
internal sealed class PatientWrites(WriterConnection connection)
{
    private const string Columns =
        "bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at, discharged_at, epoch, watermark, beats";

    private readonly Statement _admit = connection.Prepare(
        $"""
        INSERT INTO patients (id, bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET
            bed = excluded.bed, heart_rate_low = excluded.heart_rate_low, heart_rate_high = excluded.heart_rate_high,
            ventricular_rate_high = excluded.ventricular_rate_high, discharged_at = NULL
        RETURNING {Columns}
        """);

    // Whatever still runs for a discharged patient is stale from here on.
    private readonly Statement _discharge = connection.Prepare(
        $"""
        UPDATE patients SET epoch = epoch + (discharged_at IS NULL), discharged_at = coalesce(discharged_at, ?2)
        WHERE id = ?1 RETURNING {Columns}
        """);

    private readonly Statement _open = connection.Prepare(
        $"UPDATE patients SET epoch = epoch + 1 WHERE id = ?1 AND discharged_at IS NULL RETURNING {Columns}");

    private readonly Statement _find = connection.Prepare("SELECT key FROM patients WHERE id = ?1");

    // Refuses stale epochs, moves the watermark and counts the beats in one look at the row.
    private readonly Statement _advance = connection.Prepare(
        "UPDATE patients SET watermark = max(watermark, ?3), beats = beats + ?4 WHERE key = ?1 AND epoch = ?2");

    private readonly Statement _uncount = connection.Prepare("UPDATE patients SET beats = beats - ?2 WHERE key = ?1");

    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);

    public PatientRecord Admit(string patientId, string? bed, AlarmLimits limits) => ReadOne(patientId, _admit
        .Bind(1, patientId)
        .Bind(2, bed)
        .Bind(3, limits.HeartRateLow)
        .Bind(4, limits.HeartRateHigh)
        .Bind(5, limits.VentricularRateHigh)
        .Bind(6, connection.Now.ToStored()))!;

    public PatientRecord? Discharge(string patientId) =>
        ReadOne(patientId, _discharge.Bind(1, patientId).Bind(2, connection.Now.ToStored()));

    /// <summary>Gives out the next epoch; null when the patient is not admitted.</summary>
    public PatientRecord? Open(string patientId) => ReadOne(patientId, _open.Bind(1, patientId));

    /// <summary>The patient's integer key, or null.</summary>
    public long? Find(string patientId)
    {
        if (_keys.TryGetValue(patientId, out var key)) return key;
        if (!_find.Bind(1, patientId).Step()) return null;
        key = _find.Int64(0);
        _find.Reset();
        return _keys[patientId] = key;
    }

    /// <summary>False, and nothing is changed, when the epoch is not the one in force.</summary>
    public bool Advance(long patient, long epoch, long watermark, int beats) =>
        _advance.Bind(1, patient).Bind(2, epoch).Bind(3, watermark).Bind(4, beats).Run() == 1;

    /// <summary>Takes back beats that were counted and turned out to be stored already.</summary>
    public void Uncount(long patient, int beats) => _uncount.Bind(1, patient).Bind(2, beats).Run();

    /// <summary>Drops remembered keys.</summary>
    public void Forget() => _keys.Clear();

    private static PatientRecord? ReadOne(string patientId, Statement statement)
    {
        if (!statement.Step()) return null;
        var record = new PatientRecord(
            patientId,
            statement.OptionalText(0),
            new AlarmLimits(statement.Double(1), statement.Double(2), statement.Double(3)),
            statement.Int64(4).ToTime(),
            statement.OptionalInt64(5).ToTime(),
            statement.Int64(6),
            statement.Int64(7),
            statement.Int64(8));
        statement.Run();
        return record;
    }
}

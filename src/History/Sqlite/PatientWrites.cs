using System.Globalization;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Sqlite;

/// <summary>Admission, discharge, epochs and watermarks.</summary>
internal sealed class PatientWrites(SqliteWriter connection)
{
    private const string Columns =
        "bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at, discharged_at, epoch, watermark, beats, " +
        "audio_paused_until, audio_paused_by, audio_paused_at, audio_pause_covers";

    private readonly Statement _admit = connection.Prepare(
        $"""
        INSERT INTO patients (id, bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET
            bed = excluded.bed, heart_rate_low = excluded.heart_rate_low, heart_rate_high = excluded.heart_rate_high,
            ventricular_rate_high = excluded.ventricular_rate_high, discharged_at = NULL
        RETURNING {Columns}
        """);

    private readonly Statement _admitted = connection.Prepare("SELECT 1 FROM patients WHERE id = ?1 AND discharged_at IS NULL");

    // Whatever still runs for a discharged patient is stale from here on.
    private readonly Statement _discharge = connection.Prepare(
        $"""
        UPDATE patients SET epoch = epoch + 1, discharged_at = ?2, audio_paused_until = NULL, audio_paused_by = NULL,
            audio_paused_at = NULL, audio_pause_covers = NULL
        WHERE id = ?1 AND discharged_at IS NULL RETURNING {Columns}
        """);

    private readonly Statement _setAudioPause = connection.Prepare(
        $"""
        UPDATE patients SET audio_paused_until = ?2, audio_paused_by = ?3, audio_paused_at = ?4, audio_pause_covers = ?5
        WHERE id = ?1 AND discharged_at IS NULL RETURNING {Columns}
        """);

    private readonly Statement _endAudioPause = connection.Prepare(
        """
        UPDATE patients SET audio_paused_until = NULL, audio_paused_by = NULL, audio_paused_at = NULL, audio_pause_covers = NULL
        WHERE key = ?1
        """);

    private readonly Statement _open = connection.Prepare(
        $"UPDATE patients SET epoch = epoch + 1 WHERE id = ?1 AND discharged_at IS NULL RETURNING {Columns}");

    private readonly Statement _find = connection.Prepare("SELECT key FROM patients WHERE id = ?1");

    private readonly Statement _epoch = connection.Prepare("SELECT epoch FROM patients WHERE key = ?1");

    private readonly Statement _advance = connection.Prepare(
        "UPDATE patients SET watermark = max(watermark, ?2), beats = beats + ?3 WHERE key = ?1");

    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> _epochs = [];

    public PatientRecord Admit(string patientId, string? bed, AlarmLimits limits, string by)
    {
        var isNew = !_admitted.Bind(1, patientId).Step();
        _admitted.Reset();
        var patient = ReadOne(patientId, _admit
            .Bind(1, patientId)
            .Bind(2, bed)
            .Bind(3, limits.HeartRateLow)
            .Bind(4, limits.HeartRateHigh)
            .Bind(5, limits.VentricularRateHigh)
            .Bind(6, connection.Now.ToStored()))!;
        connection.Acts.Add(Find(patientId)!.Value, connection.Now, by, isNew ? "admitted" : "changed", string.Create(
            CultureInfo.InvariantCulture,
            $"bed {bed ?? "none"}, heart rate {limits.HeartRateLow:0.#} to {limits.HeartRateHigh:0.#}/min, ventricular rate {limits.VentricularRateHigh:0.#}/min"));
        return patient;
    }

    /// <summary>Null when nobody is admitted under this id.</summary>
    public PatientRecord? Discharge(string patientId, string by)
    {
        if (ReadOne(patientId, _discharge.Bind(1, patientId).Bind(2, connection.Now.ToStored())) is not { } patient) return null;
        var key = Find(patientId)!.Value;
        connection.Alarms.EndAll(patientId, key, connection.Now);
        connection.Acts.Add(key, connection.Now, by, "discharged", "");
        return patient;
    }

    /// <summary>Pauses or, with null, resumes; null when nobody is admitted under this id.</summary>
    public PatientRecord? SetAudioPause(string patientId, AudioPause? pause, string by)
    {
        var patient = ReadOne(patientId, _setAudioPause
            .Bind(1, patientId)
            .Bind(2, pause?.Until.ToStored())
            .Bind(3, pause?.By)
            .Bind(4, pause?.At.ToStored())
            .Bind(5, (long?)pause?.Covers));
        if (patient is null) return null;
        connection.Acts.Add(Find(patientId)!.Value, connection.Now, by, pause is null ? "audio resumed" : "audio paused",
            pause is null ? "" : $"until {pause.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, up to {pause.Covers} priority");
        return patient;
    }

    /// <summary>An alarm has broken the pause.</summary>
    public void EndAudioPause(long patient) => _endAudioPause.Bind(1, patient).Run();

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

    /// <summary>True for the epoch that was given out last.</summary>
    public bool IsInForce(long patient, long epoch)
    {
        if (!_epochs.TryGetValue(patient, out var inForce))
        {
            _epoch.Bind(1, patient).Step();
            _epochs.Add(patient, inForce = _epoch.Int64(0));
            _epoch.Reset();
        }

        return epoch == inForce;
    }

    /// <summary>Moves the watermark in the table and counts beats that have come into theirs.</summary>
    public void Advance(long patient, long watermark, int beats) => _advance.Bind(1, patient).Bind(2, watermark).Bind(3, beats).Run();

    /// <summary>Drops what is remembered.</summary>
    public void Forget()
    {
        _keys.Clear();
        _epochs.Clear();
    }

    private PatientRecord? ReadOne(string patientId, Statement statement)
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
            statement.Int64(8),
            statement.IsNull(9)
                ? null
                : new AudioPause(
                    statement.Int64(9).ToTime(), statement.Text(10), statement.Int64(11).ToTime(), (AlarmPriority)statement.Int64(12)));
        statement.Run();
        var key = Find(patientId)!.Value;
        _epochs[key] = record.Epoch;
        return connection.Recent.Complete(record, key);
    }
}

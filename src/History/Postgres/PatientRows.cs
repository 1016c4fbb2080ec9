using System.Globalization;
using EcgStream.Contracts.Patients;
using EcgStream.Signal.Alarms;
using Npgsql;
using static EcgStream.History.Postgres.Types;

namespace EcgStream.History.Postgres;

/// <summary>Admission, discharge, epochs and watermarks. Whoever writes anything of a patient holds the patient's row.</summary>
internal sealed class PatientRows(PostgresWriter writer)
{
    private const string Columns =
        "bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at, discharged_at, epoch, watermark, beats, " +
        "audio_paused_until, audio_paused_by, audio_paused_at, audio_pause_covers";

    private const string NoPause = "audio_paused_until = NULL, audio_paused_by = NULL, audio_paused_at = NULL, audio_pause_covers = NULL";

    private readonly PreparedCommand _find = writer.Prepare("SELECT id, key FROM patients WHERE id = ANY ($1)", Texts);

    // In the order of the keys: two processes that need the same rows do not wait for each other in a circle.
    private readonly PreparedCommand _lock = writer.Prepare(
        "SELECT key, epoch FROM patients WHERE key = ANY ($1) ORDER BY key FOR NO KEY UPDATE", Ints);

    private readonly PreparedCommand _admitted = writer.Prepare(
        "SELECT 1 FROM patients WHERE id = $1 AND discharged_at IS NULL", Text);

    private readonly PreparedCommand _admit = writer.Prepare(
        $"""
        INSERT INTO patients AS p (id, bed, heart_rate_low, heart_rate_high, ventricular_rate_high, admitted_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET
            bed = excluded.bed, heart_rate_low = excluded.heart_rate_low, heart_rate_high = excluded.heart_rate_high,
            ventricular_rate_high = excluded.ventricular_rate_high, discharged_at = NULL
        RETURNING {Columns}, key
        """, Text, Text, Real, Real, Real, Long);

    // Whatever still runs for a discharged patient is stale from here on.
    private readonly PreparedCommand _discharge = writer.Prepare(
        $"""
        UPDATE patients SET epoch = epoch + 1, discharged_at = $2, {NoPause}
        WHERE id = $1 AND discharged_at IS NULL RETURNING {Columns}, key
        """, Text, Long);

    private readonly PreparedCommand _setAudioPause = writer.Prepare(
        $"""
        UPDATE patients SET audio_paused_until = $2, audio_paused_by = $3, audio_paused_at = $4, audio_pause_covers = $5
        WHERE id = $1 AND discharged_at IS NULL RETURNING {Columns}, key
        """, Text, Long, Text, Long, Long);

    private readonly PreparedCommand _open = writer.Prepare(
        $"UPDATE patients SET epoch = epoch + 1 WHERE id = $1 AND discharged_at IS NULL RETURNING {Columns}, key", Text);

    private readonly PreparedCommand _endAudioPause = writer.Prepare(
        $"UPDATE patients SET {NoPause} WHERE key = ANY ($1)", Ints);

    private readonly PreparedCommand _advance = writer.Prepare(
        """
        UPDATE patients p SET watermark = greatest(p.watermark, u.watermark), beats = p.beats + u.beats
        FROM unnest($1, $2, $3) AS u (key, watermark, beats) WHERE p.key = u.key
        """, Ints, Longs, Longs);

    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _epochs = []; // of the rows that this transaction holds

    /// <summary>Takes the patients' rows until the end of the transaction, those that exist.</summary>
    public void Hold(IReadOnlyCollection<string> ids)
    {
        _epochs.Clear();
        string[] unknown = [.. ids.Where(id => !_keys.ContainsKey(id))];
        if (unknown.Length > 0)
        {
            using var found = _find.Read((object)unknown); // one value, not one for each id
            while (found.Read()) _keys[found.GetString(0)] = found.GetInt32(1);
        }

        int[] keys = [.. ids.Where(_keys.ContainsKey).Select(id => _keys[id])];
        if (keys.Length == 0) return;
        using var rows = _lock.Read(keys);
        while (rows.Read()) _epochs[rows.GetInt32(0)] = rows.GetInt64(1);
    }

    /// <summary>The integer key of a patient whose row is held, or null.</summary>
    public int? Find(string patientId) => _keys.TryGetValue(patientId, out var key) ? key : null;

    /// <summary>The key, when the epoch is the one in force; null for a stale one.</summary>
    public int? InForce(string patientId, long epoch) =>
        Find(patientId) is { } key && _epochs.TryGetValue(key, out var own) && own == epoch ? key : null;

    public PatientRecord Admit(string patientId, string? bed, AlarmLimits limits, string by)
    {
        var isNew = _admitted.Scalar(patientId) is null;
        var (patient, key) = ReadOne(patientId, _admit.Read(
            patientId, bed, limits.HeartRateLow, limits.HeartRateHigh, limits.VentricularRateHigh, writer.Now.ToStored()))!.Value;
        writer.AddAct(key, writer.Now, by, isNew ? "admitted" : "changed", string.Create(
            CultureInfo.InvariantCulture,
            $"bed {bed ?? "none"}, heart rate {limits.HeartRateLow:0.#} to {limits.HeartRateHigh:0.#}/min, ventricular rate {limits.VentricularRateHigh:0.#}/min"));
        return patient;
    }

    public PatientRecord? Discharge(string patientId, string by)
    {
        if (ReadOne(patientId, _discharge.Read(patientId, writer.Now.ToStored())) is not var (patient, key)) return null;
        writer.Alarms.EndAll(patientId, key, writer.Now);
        writer.AddAct(key, writer.Now, by, "discharged", "");
        return patient;
    }

    public PatientRecord? SetAudioPause(string patientId, AudioPause? pause, string by)
    {
        if (ReadOne(patientId, _setAudioPause.Read(
            patientId, pause?.Until.ToStored(), pause?.By, pause?.At.ToStored(), (long?)pause?.Covers)) is not var (patient, key))
            return null;
        writer.AddAct(key, writer.Now, by, pause is null ? "audio resumed" : "audio paused",
            pause is null ? "" : $"until {pause.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, up to {pause.Covers} priority");
        return patient;
    }

    public PatientRecord? Open(string patientId) => ReadOne(patientId, _open.Read(patientId))?.Patient;

    /// <summary>Alarms have broken these patients' pauses.</summary>
    public void EndAudioPauses(int[] patients) => _endAudioPause.Run(patients);

    /// <summary>Moves watermarks (never back) and counts beats; each patient at most once.</summary>
    public void Advance(int[] patients, long[] watermarks, long[] beats) => _advance.Run(patients, watermarks, beats);

    /// <summary>Drops remembered keys.</summary>
    public void Forget() => _keys.Clear();

    private (PatientRecord Patient, int Key)? ReadOne(string patientId, NpgsqlDataReader rows)
    {
        using (rows)
        {
            if (!rows.Read()) return null;
            var patient = new PatientRecord(
                patientId,
                rows.IsDBNull(0) ? null : rows.GetString(0),
                new AlarmLimits(rows.GetDouble(1), rows.GetDouble(2), rows.GetDouble(3)),
                rows.GetInt64(4).ToTime(),
                rows.IsDBNull(5) ? null : rows.GetInt64(5).ToTime(),
                rows.GetInt64(6), rows.GetInt64(7), rows.GetInt64(8),
                rows.IsDBNull(9)
                    ? null
                    : new AudioPause(
                        rows.GetInt64(9).ToTime(), rows.GetString(10), rows.GetInt64(11).ToTime(), (AlarmPriority)rows.GetInt64(12)));
            var key = rows.GetInt32(13);
            _keys[patientId] = key;
            _epochs[key] = patient.Epoch;
            return (patient, key);
        }
    }
}

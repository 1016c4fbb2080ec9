using System.Data.Common;
using Dapper;
using EcgStream.Contracts.Patients;
using EcgStream.History.Recent;
using EcgStream.Signal.Alarms;

namespace EcgStream.History.Queries;

/// <summary>Reads patients and holes.</summary>
internal static class PatientReads
{
    private const string Select =
        """
        SELECT key AS Key, id AS PatientId, bed AS Bed, heart_rate_low AS HeartRateLow, heart_rate_high AS HeartRateHigh,
               ventricular_rate_high AS VentricularRateHigh, admitted_at AS AdmittedAt, discharged_at AS DischargedAt,
               epoch AS Epoch, watermark AS Watermark, beats AS Beats, audio_paused_until AS AudioPausedUntil,
               audio_paused_by AS AudioPausedBy, audio_paused_at AS AudioPausedAt, audio_pause_covers AS AudioPauseCovers
        FROM patients
        """;

    /// <summary>The integer key that stands for a patient in the other tables, or null.</summary>
    public static long? Key(DbConnection connection, string patientId) => connection.QuerySingleOrDefault<long?>(
        "SELECT key FROM patients WHERE id = @patientId", new { patientId });

    public static IReadOnlyList<PatientRecord> All(DbConnection connection, RecentBeats recent) =>
        [.. connection.Query<Row>($"{Select} ORDER BY id").Select(row => row.ToRecord(recent))];

    public static PatientRecord? Find(DbConnection connection, RecentBeats recent, string patientId) =>
        connection.QuerySingleOrDefault<Row>($"{Select} WHERE id = @patientId", new { patientId })?.ToRecord(recent);

    public static IReadOnlyList<Hole> Holes(DbConnection connection, string patientId) =>
        [.. connection.Query<(long First, long Count, long RecordedAt, string Reason)>(
                """
                SELECT first_beat, beat_count, recorded_at, reason FROM holes
                WHERE patient = (SELECT key FROM patients WHERE id = @patientId) ORDER BY first_beat
                """,
                new { patientId })
            .Select(row => new Hole(row.First, row.Count, row.RecordedAt.ToTime(), row.Reason))];

    private sealed class Row
    {
        public long Key { get; init; }
        public required string PatientId { get; init; }
        public string? Bed { get; init; }
        public double HeartRateLow { get; init; }
        public double HeartRateHigh { get; init; }
        public double VentricularRateHigh { get; init; }
        public long AdmittedAt { get; init; }
        public long? DischargedAt { get; init; }
        public long Epoch { get; init; }
        public long Watermark { get; init; }
        public long Beats { get; init; }
        public long? AudioPausedUntil { get; init; }
        public string? AudioPausedBy { get; init; }
        public long AudioPausedAt { get; init; }
        public long AudioPauseCovers { get; init; }

        public PatientRecord ToRecord(RecentBeats recent)
        {
            var (watermark, beats) = recent.Find(Key)?.Stand ?? (Watermark, Beats);
            return new(
                PatientId, Bed, new AlarmLimits(HeartRateLow, HeartRateHigh, VentricularRateHigh),
                AdmittedAt.ToTime(), DischargedAt.ToTime(), Epoch, watermark, beats,
                AudioPausedUntil is { } until
                    ? new AudioPause(until.ToTime(), AudioPausedBy!, AudioPausedAt.ToTime(), (AlarmPriority)AudioPauseCovers)
                    : null);
        }
    }
}

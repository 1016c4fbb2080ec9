using System.Data.Common;
using Dapper;
using EcgStream.History.Recent;

namespace EcgStream.History.Queries;

/// <summary>Reads waveforms without their beats; samples as stored, byte[560].</summary>
internal static class WaveformReads
{
    /// <summary>
    /// Those from one beat to another that are on their way into their table, by beat. To be read after the recent beats and before the
    /// table: then a waveform is seen twice at worst, never not at all.
    /// </summary>
    public static Dictionary<long, byte[]> Recent(DbConnection connection, RecentBeats recent, long patient, long first, long last)
    {
        if (recent.Find(patient)?.WaveformsOf(first, last) is not { Count: > 0 } numbers) return [];
        return ByBeat(connection.Query<(long, byte[])>(
            // The patient's own: numbers are given out anew when another program has changed the file.
            "SELECT beat, samples FROM recent_waveforms WHERE patient = @patient AND number IN (SELECT value FROM json_each(@numbers))",
            new { patient, numbers = $"[{string.Join(',', numbers)}]" }));
    }

    /// <summary>Those from one beat to another in their table, by beat.</summary>
    public static Dictionary<long, byte[]> Stored(DbConnection connection, long patient, long first, long last) =>
        ByBeat(connection.Query<(long, byte[])>(
            "SELECT beat, samples FROM waveforms WHERE patient = @patient AND beat >= @first AND beat <= @last", new { patient, first, last }));

    // A batch that was handed over twice can have put one into the log twice.
    private static Dictionary<long, byte[]> ByBeat(IEnumerable<(long Beat, byte[] Samples)> rows)
    {
        Dictionary<long, byte[]> waveforms = [];
        foreach (var (beat, samples) in rows) waveforms.TryAdd(beat, samples);
        return waveforms;
    }
}

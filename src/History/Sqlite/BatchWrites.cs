using EcgStream.History.Writing;

namespace EcgStream.History.Sqlite;

/// <summary>Writes patients' batches: what is rare row by row, beats and waveforms into the logs of recent ones.</summary>
/// <param name="writesTables">Both go into their tables at once, not into the logs of recent ones.</param>
internal sealed class BatchWrites(SqliteWriter connection, bool writesTables)
{
    public void Write(BatchRequest request)
    {
        var batch = request.Batch;
        // A patient that is not there has no activation in force either.
        var patient = connection.Patients.Find(batch.PatientId);
        request.Begin(stale: patient is null || !connection.Patients.IsInForce(patient.Value, batch.Epoch));
        if (request.Stale) return;

        var key = patient!.Value;
        WriteBeats(request, key);
        foreach (var (beat, samples) in batch.Waveforms)
        {
            try { AddWaveform(key, beat, samples.Span); }
            catch (Exception reason) when (LeavesOut(request, reason)) { request.Refuse(RowNames.OfWaveform(beat), beat, reason); }
        }

        foreach (var hole in batch.Holes)
        {
            try { connection.Beats.AddHole(key, hole); }
            catch (Exception reason) when (LeavesOut(request, reason)) { request.Refuse(RowNames.Of(hole), hole.FirstBeat, reason); }
        }

        if (batch.BreaksAudioPause) connection.Patients.EndAudioPause(key);
        foreach (var alarm in batch.Alarms)
        {
            try { request.Stored(connection.Alarms.Put(batch.PatientId, key, alarm)); }
            catch (Exception reason) when (LeavesOut(request, reason)) { request.Refuse(RowNames.Of(alarm), alarm.OnsetBeat, reason); }
        }
    }

    private void WriteBeats(BatchRequest request, long patient)
    {
        var added = 0;
        connection.Recent.Begin(patient, request.Batch.Watermark);
        var beats = request.Batch.Beats;
        for (var i = 0; i < beats.Count; i++) // an enumerator would lie on the heap and hold a whole beat, 280 bytes for one
        {
            var beat = beats[i];
            try
            {
                if (!writesTables)
                {
                    connection.Recent.Add(patient, beat);
                }
                else if (connection.Beats.Add(patient, beat, connection.Now))
                {
                    connection.Minutes.Add(patient, beat);
                    connection.Recent.CountIn(beat.Index);
                    added++;
                }
            }
            catch (Exception reason) when (LeavesOut(request, reason))
            {
                connection.Beats.AddHole(patient, RowNames.HoleFor(beat.Index, connection.Now, reason));
                request.Refuse(RowNames.OfBeat(beat.Index), beat.Index, reason);
            }
        }

        connection.Recent.End();
        if (!writesTables) return;
        connection.Minutes.Write(patient);
        connection.Patients.Advance(patient, request.Batch.Watermark, added);
    }

    private void AddWaveform(long patient, long beat, ReadOnlySpan<float> samples)
    {
        if (writesTables) connection.Beats.AddWaveform(patient, beat, samples);
        else connection.Recent.AddWaveform(patient, beat, samples);
    }

    // A statement that fails undoes itself alone; the transaction goes on.
    private static bool LeavesOut(BatchRequest request, Exception reason) => request.LeavesOutRefused && !SqliteFaults.IsStoreFault(reason);
}

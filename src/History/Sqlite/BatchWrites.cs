using EcgStream.History.Writing;

namespace EcgStream.History.Sqlite;

/// <summary>Writes patients' batches, row by row: a statement costs a few microseconds here.</summary>
internal sealed class BatchWrites(SqliteWriter connection)
{
    public void Write(BatchRequest request)
    {
        var batch = request.Batch;
        // A patient that is not there has no activation in force either.
        var patient = connection.Patients.Find(batch.PatientId);
        request.Begin(stale: patient is null ||
            !connection.Patients.Advance(patient.Value, batch.Epoch, batch.Watermark, batch.Beats.Count));
        if (request.Stale) return;

        var key = patient!.Value;
        WriteBeats(request, key);
        foreach (var (beat, samples) in batch.Waveforms)
        {
            try { connection.Beats.AddWaveform(key, beat, samples.Span); }
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
        var known = 0;
        foreach (var beat in request.Batch.Beats)
        {
            try
            {
                if (connection.Beats.Add(patient, beat)) connection.Minutes.Add(patient, beat);
                else known++;
            }
            catch (Exception reason) when (LeavesOut(request, reason))
            {
                known++;
                connection.Beats.AddHole(patient, RowNames.HoleFor(beat.Index, connection.Now, reason));
                request.Refuse(RowNames.OfBeat(beat.Index), beat.Index, reason);
            }
        }

        connection.Minutes.Write(patient);
        if (known > 0) connection.Patients.Uncount(patient, known);
    }

    // A statement that fails undoes itself alone; the transaction goes on.
    private static bool LeavesOut(BatchRequest request, Exception reason) => request.LeavesOutRefused && !SqliteFaults.IsStoreFault(reason);
}

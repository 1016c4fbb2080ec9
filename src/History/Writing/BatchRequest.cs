using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Writing;

/// <summary>A patient's batch with the sink that waits for its outcome.</summary>
internal sealed class BatchRequest(PatientBatch batch, ICommitSink sink) : WriteRequest
{
    private List<AlarmRecord> _alarms = [];
    private List<RefusedRow>? _refused; // null: whatever is refused fails the whole batch
    private bool _stale;

    public override int Rows => 1 + batch.Beats.Count + batch.Waveforms.Count + batch.Holes.Count + batch.Alarms.Count;

    public override IReadOnlyList<RefusedRow> Refused => _refused ?? [];

    public override bool LeaveOutRefused()
    {
        _refused = [];
        return true;
    }

    public override void Apply(WriterConnection connection)
    {
        _alarms = [];
        _refused?.Clear();
        // A patient that is not there has no activation in force either.
        var patient = connection.Patients.Find(batch.PatientId);
        _stale = patient is null ||
            !connection.Patients.Advance(patient.Value, batch.Epoch, batch.Watermark, batch.Beats.Count);
        if (_stale) return;

        var key = patient!.Value;
        var known = 0;
        foreach (var beat in batch.Beats)
        {
            try
            {
                if (connection.Beats.Add(key, beat)) connection.Minutes.Add(key, beat);
                else known++;
            }
            catch (Exception reason) when (LeavesOut(reason))
            {
                // The watermark passes it, so the record must say that it is missing.
                known++;
                connection.Beats.AddHole(key, new Hole(beat.Index, 1, connection.Now, $"could not be stored: {reason.Message}"));
                Refuse($"beat {beat.Index}", beat.Index, reason);
            }
        }

        connection.Minutes.Write(key);
        if (known > 0) connection.Patients.Uncount(key, known);
        foreach (var (beat, samples) in batch.Waveforms)
        {
            try { connection.Beats.AddWaveform(key, beat, samples.Span); }
            catch (Exception reason) when (LeavesOut(reason)) { Refuse($"waveform of beat {beat}", beat, reason); }
        }

        foreach (var hole in batch.Holes)
        {
            try { connection.Beats.AddHole(key, hole); }
            catch (Exception reason) when (LeavesOut(reason)) { Refuse($"hole at beat {hole.FirstBeat}", hole.FirstBeat, reason); }
        }

        if (batch.BreaksAudioPause) connection.Patients.EndAudioPause(key);
        foreach (var alarm in batch.Alarms)
        {
            try { _alarms.Add(connection.Alarms.Put(batch.PatientId, key, alarm)); }
            catch (Exception reason) when (LeavesOut(reason)) { Refuse($"alarm {alarm.Rule} of beat {alarm.OnsetBeat}", alarm.OnsetBeat, reason); }
        }
    }

    public override void Committed()
    {
        if (_stale) sink.Stale(batch);
        else sink.Committed(batch, _alarms, Refused);
    }

    public override void Failed(Exception reason) => sink.Failed(batch, reason);

    // A statement that fails undoes itself alone; the transaction goes on.
    private bool LeavesOut(Exception reason) => _refused is not null && !reason.IsStoreFault();

    private void Refuse(string what, long beat, Exception reason) => _refused!.Add(new RefusedRow(what, beat, reason.Message));
}

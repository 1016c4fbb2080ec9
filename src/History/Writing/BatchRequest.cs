using EcgStream.Contracts.Alarms;

namespace EcgStream.History.Writing;

/// <summary>A patient's batch with the sink that waits for its outcome.</summary>
internal sealed class BatchRequest(PatientBatch batch, ICommitSink sink) : WriteRequest
{
    private IReadOnlyList<AlarmRecord> _alarms = [];
    private bool _stale;

    public override int Rows => 1 + batch.Beats.Count + batch.Waveforms.Count + batch.Holes.Count + batch.Alarms.Count;

    public override void Apply(WriterConnection connection)
    {
        // A patient that is not there has no activation in force either.
        var patient = connection.Patients.Find(batch.PatientId);
        _stale = patient is null ||
            !connection.Patients.Advance(patient.Value, batch.Epoch, batch.Watermark, batch.Beats.Count);
        if (_stale) return;

        var key = patient!.Value;
        var known = 0;
        for (var i = 0; i < batch.Beats.Count; i++)
            if (!connection.Beats.Add(key, batch.Beats[i])) known++;
        if (known > 0) connection.Patients.Uncount(key, known);

        foreach (var (beat, samples) in batch.Waveforms) connection.Beats.AddWaveform(key, beat, samples.Span);
        foreach (var hole in batch.Holes) connection.Beats.AddHole(key, hole);

        if (batch.Alarms.Count == 0) return;
        var alarms = new AlarmRecord[batch.Alarms.Count];
        for (var i = 0; i < alarms.Length; i++)
            alarms[i] = connection.Alarms.Put(batch.PatientId, key, batch.Alarms[i]);
        _alarms = alarms;
    }

    public override void Committed()
    {
        if (_stale) sink.Stale(batch);
        else sink.Committed(batch, _alarms);
    }

    public override void Failed(Exception reason) => sink.Failed(batch, reason);
}

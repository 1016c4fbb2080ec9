using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Writing;
using EcgStream.Signal.Beats;

namespace EcgStream.History.Postgres;

/// <summary>Writes the batches of many patients with a handful of statements: each costs a journey to the server.</summary>
internal sealed class BatchRows(PostgresWriter writer)
{
    private readonly List<(int Patient, BatchRequest Request)> _accepted = [];

    public void Write(IReadOnlyList<BatchRequest> requests)
    {
        _accepted.Clear();
        foreach (var request in requests)
        {
            // A patient that is not there has no activation in force either.
            var patient = writer.Patients.InForce(request.Batch.PatientId, request.Batch.Epoch);
            request.Begin(stale: patient is null);
            if (patient is { } key) _accepted.Add((key, request));
        }

        if (_accepted.Count == 0) return;
        if (_accepted is [var (alone, only)] && only.LeavesOutRefused) WriteRowByRow(alone, only);
        else WriteTogether();
    }

    private void WriteTogether()
    {
        var beats = Rows(batch => batch.Beats);
        var added = beats.Count > 0 ? writer.Beats.Add(beats) : beats;
        writer.Minutes.Add(added);
        Advance(added);
        if (Rows(batch => batch.Waveforms) is { Count: > 0 } waveforms)
            writer.Beats.AddWaveforms([.. waveforms.Select(row => (row.Patient, row.Row.Beat, row.Row.Samples))]);
        if (Rows(batch => batch.Holes) is { Count: > 0 } holes) writer.Beats.AddHoles(holes);
        if (_accepted.Any(one => one.Request.Batch.BreaksAudioPause))
            writer.Patients.EndAudioPauses([.. _accepted.Where(one => one.Request.Batch.BreaksAudioPause).Select(one => one.Patient).Distinct()]);
        PutAlarms();
    }

    /// <summary>As <see cref="WriteTogether"/>, for one batch, but what the store refuses is undone alone and left out.</summary>
    private void WriteRowByRow(int patient, BatchRequest request)
    {
        var batch = request.Batch;
        List<(int, JudgedBeat)> added = [];
        foreach (var beat in batch.Beats)
        {
            if (Try(() => added.AddRange(writer.Beats.Add([(patient, beat)]))) is not { } reason) continue;
            writer.Beats.AddHoles([(patient, RowNames.HoleFor(beat.Index, writer.Now, reason))]);
            request.Refuse(RowNames.OfBeat(beat.Index), beat.Index, reason);
        }

        writer.Minutes.Add(added);
        Advance(added);
        foreach (var (beat, samples) in batch.Waveforms)
        {
            if (Try(() => writer.Beats.AddWaveforms([(patient, beat, samples)])) is { } reason)
                request.Refuse(RowNames.OfWaveform(beat), beat, reason);
        }

        foreach (var hole in batch.Holes)
        {
            if (Try(() => writer.Beats.AddHoles([(patient, hole)])) is { } reason)
                request.Refuse(RowNames.Of(hole), hole.FirstBeat, reason);
        }

        if (batch.BreaksAudioPause) writer.Patients.EndAudioPauses([patient]);
        foreach (var alarm in batch.Alarms)
        {
            if (Try(() => request.Stored(writer.Alarms.Put([(patient, batch.PatientId, alarm)])[0])) is { } reason)
                request.Refuse(RowNames.Of(alarm), alarm.OnsetBeat, reason);
        }
    }

    private void Advance(List<(int Patient, JudgedBeat Beat)> added)
    {
        Dictionary<int, (long Watermark, long Beats)> moves = [];
        foreach (var (patient, request) in _accepted)
            moves[patient] = (Math.Max(moves.GetValueOrDefault(patient).Watermark, request.Batch.Watermark), 0);
        foreach (var (patient, _) in added) moves[patient] = (moves[patient].Watermark, moves[patient].Beats + 1);
        writer.Patients.Advance(
            [.. moves.Keys], [.. moves.Values.Select(move => move.Watermark)], [.. moves.Values.Select(move => move.Beats)]);
    }

    // Last of all, because it holds the counter of cursors from here to the commit.
    private void PutAlarms()
    {
        List<(int Patient, string PatientId, AlarmRecord Change)> changes = [];
        foreach (var (patient, request) in _accepted)
        {
            foreach (var alarm in request.Batch.Alarms) changes.Add((patient, request.Batch.PatientId, alarm));
        }

        if (changes.Count == 0) return;
        var stored = writer.Alarms.Put(changes);
        var next = 0;
        foreach (var (_, request) in _accepted)
        {
            for (var i = 0; i < request.Batch.Alarms.Count; i++) request.Stored(stored[next++]);
        }
    }

    private List<(int Patient, T Row)> Rows<T>(Func<PatientBatch, IReadOnlyList<T>> of)
    {
        List<(int, T)> rows = [];
        foreach (var (patient, request) in _accepted)
        {
            foreach (var row in of(request.Batch)) rows.Add((patient, row));
        }

        return rows;
    }

    /// <summary>Does something that a savepoint can undo; the reason, when the store refused it for its content.</summary>
    private Exception? Try(Action action)
    {
        writer.Execute("SAVEPOINT row");
        try
        {
            action();
            writer.Execute("RELEASE SAVEPOINT row");
            return null;
        }
        catch (Exception reason) when (!PostgresFaults.IsStoreFault(reason))
        {
            writer.Execute("ROLLBACK TO SAVEPOINT row");
            return reason;
        }
    }
}

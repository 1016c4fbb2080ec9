using EcgStream.History.Recent;
using EcgStream.History.Writing;
using Microsoft.Extensions.Logging;

namespace EcgStream.History.Sqlite;

/// <summary>
/// Moves recent beats into their tables: every so many seconds all patients that have any stand in a queue, and each
/// transaction moves some of them, twice as many beats as it brings. When the queue is empty, the log's rows from before
/// it was made are of no use any more, and go by and by as well.
/// </summary>
internal sealed class Folding(SqliteWriter connection, RecentBeats recent, HistoryOptions options, ILogger logger)
{
    /// <summary>Beats in the log for which a queue is made before its time: 40 MB in memory.</summary>
    private const int MostBeats = 250_000;

    /// <summary>Rows of the two logs that a transaction deletes: a row of beats is as long as its transaction was large.</summary>
    private const int BeatRows = 32, WaveformRows = 1_024;

    private readonly Statement _delete = PrepareDelete(connection, "recent_beats");
    private readonly Statement _deleteWaveforms = PrepareDelete(connection, "recent_waveforms");
    private readonly List<(RecentPatient Patient, int Beats, int Waveforms, int Refused)> _folded = []; // in this transaction
    private List<long> _queue = [];
    private int _next, _nextWhenCommitted;
    private (long Beats, long Waveforms) _last; // numbers in the logs up to which the queue moves
    private (long Beats, long Waveforms) _moved; // numbers up to which all is moved
    private long _beatsSince;
    private DateTimeOffset _queuedAt;
    private bool _isCommitting;

    /// <summary>Moves what is due, within the running transaction.</summary>
    /// <param name="staged">Beats that the transaction brings.</param>
    public void Fold(int staged)
    {
        _nextWhenCommitted = _next;
        _beatsSince += staged;
        if (_next == _queue.Count && IsDue()) Queue();
        for (var moved = 0; _nextWhenCommitted < _queue.Count && (moved == 0 || moved < 2 * staged); _nextWhenCommitted++)
            moved += Fold(_queue[_nextWhenCommitted]);
        DeleteMoved(BeatRows, WaveformRows);
    }

    /// <summary>Moves all of the patients whose recent beats begin before a time.</summary>
    public void FoldFrom(DateTimeOffset before)
    {
        foreach (var (key, patient) in recent.Patients)
            if (patient.FirstRows is not { } oldest || RecentRow.StartOf(oldest.Rows) < before) Fold(key);
    }

    /// <summary>Moves everything; the log is empty then.</summary>
    public void FoldAll()
    {
        Queue();
        while (_nextWhenCommitted < _queue.Count) Fold(_queue[_nextWhenCommitted++]);
        DeleteMoved(long.MaxValue / 2, long.MaxValue / 2);
    }

    /// <summary>The commit comes next.</summary>
    public void Committing()
    {
        foreach (var (patient, _, _, _) in _folded) patient.Moving();
        _isCommitting = true;
    }

    public void Committed()
    {
        foreach (var (patient, beats, waveforms, refused) in _folded)
        {
            patient.Moved(beats, waveforms);
            patient.Uncount(refused);
        }

        (_next, _isCommitting) = (_nextWhenCommitted, false);
        if (_next == _queue.Count) _moved = _last;
        _folded.Clear();
    }

    public void RolledBack()
    {
        if (_isCommitting)
            foreach (var (patient, _, _, _) in _folded) patient.Moved(0, 0);
        (_nextWhenCommitted, _isCommitting) = (_next, false);
        _folded.Clear();
    }

    /// <summary>The log was read anew.</summary>
    public void Forget() => (_queue, _next, _nextWhenCommitted, _last, _moved) = ([], 0, 0, default, default);

    private bool IsDue()
    {
        if (connection.Recent.LastNumber == _last.Beats)
        {
            _queuedAt = connection.Now; // nothing waits: the time of what comes begins now
            return false;
        }

        var age = (connection.Now - _queuedAt).TotalSeconds;
        return _beatsSince >= MostBeats || age >= options.RecentSeconds || age < 0;
    }

    private void Queue()
    {
        _queue = [.. recent.Patients.Where(entry => !entry.Value.IsMoved).Select(entry => entry.Key)];
        (_next, _nextWhenCommitted, _beatsSince, _queuedAt) = (0, 0, 0, connection.Now);
        _last = (connection.Recent.LastNumber, connection.Recent.LastWaveform);
    }

    // A round's rows at once would hold all commits up for a tenth of a second.
    private void DeleteMoved(long beatRows, long waveformRows)
    {
        var (beats, waveforms) = _nextWhenCommitted == _queue.Count ? _last : _moved;
        if (beats > 0) _delete.Bind(1, beats).Bind(2, beatRows).Run();
        if (waveforms > 0) _deleteWaveforms.Bind(1, waveforms).Bind(2, waveformRows).Run();
    }

    private static Statement PrepareDelete(SqliteWriter connection, string table) =>
        connection.Prepare($"DELETE FROM {table} WHERE number < min(?1 + 1, (SELECT min(number) FROM {table}) + ?2)"); // one bound, or it reads all of them

    private int Fold(long key)
    {
        if (recent.Find(key) is not { IsMoved: false } patient || _folded.Exists(folded => ReferenceEquals(folded.Patient, patient))) return 0;
        var (added, refused) = (0, 0);
        for (var block = patient.FirstRows; block is not null; block = block.Next)
        {
            for (var rows = block.Rows; rows.Length > 0; rows = rows[RecentRow.Length..])
            {
                var (beat, storedAt) = recent.Read(rows);
                try
                {
                    if (!connection.Beats.Add(key, beat, storedAt)) continue;
                    added++;
                    connection.Minutes.Add(key, beat);
                }
                catch (Exception reason) when (!SqliteFaults.IsStoreFault(reason))
                {
                    // Somebody has forbidden it since: left out, or everything behind it would wait for ever.
                    refused++;
                    connection.Beats.AddHole(key, RowNames.HoleFor(beat.Index, connection.Now, reason));
                    logger.RowRefused(RowNames.OfBeat(beat.Index), reason.Message);
                }
            }
        }

        foreach (var (beat, number) in patient.Waveforms)
        {
            try { connection.Beats.CopyWaveform(key, beat, number); }
            catch (Exception reason) when (!SqliteFaults.IsStoreFault(reason)) { logger.RowRefused(RowNames.OfWaveform(beat), reason.Message); }
        }

        connection.Minutes.Write(key);
        connection.Patients.Advance(key, patient.Stand.Watermark, added);
        _folded.Add((patient, patient.Count, patient.Waveforms.Count, refused));
        return patient.Count;
    }
}

using System.Runtime.CompilerServices;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Queries;
using EcgStream.History.Retention;
using EcgStream.History.Writing;
using Microsoft.Extensions.Logging;

namespace EcgStream.History;

/// <summary>
/// History in a database: one writer that shares each commit among all patients, and readers beside it. Members throw <see cref="HistoryUnavailableException"/> when the store cannot be used, and
/// <see cref="ObjectDisposedException"/> once it is closed.
/// </summary>
public abstract class StoredHistory : IHistory, IThresholdLog, IAsyncDisposable, IDisposable
{
    private const int MaxLimit = 1000;
    private const int HashesPerRead = 10_000;

    private readonly IStore _store;
    private readonly HistoryWriter _writer;
    private readonly ReadConnections _readers;
    private readonly Trimming _trimming;

    /// <summary>Opens the database, makes it when it is missing, and brings its schema up to date.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be opened, is damaged, belongs to another program or is newer than this one.</exception>
    private protected StoredHistory(IStore store, HistoryOptions options, TimeProvider time, ILogger logger)
    {
        _store = store;
        _writer = new HistoryWriter(store, options, time, logger);
        _readers = new ReadConnections(store, options.Readers);
        _trimming = new Trimming(_writer, _readers, store, options, time);
    }

    /// <summary>
    /// True while the last transaction succeeded. A row that the store refuses for its content, a waveform of the wrong
    /// length say, is left out alone and leaves this true.
    /// </summary>
    public bool Healthy => _writer.Trouble is null;

    /// <inheritdoc/>
    public string? Trouble => _writer.Trouble;

    /// <inheritdoc/>
    public TimeSpan CommitTime => _writer.CommitTime;

    /// <inheritdoc/>
    public long? BytesOnDisk => _store.BytesOnDisk;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The id breaks <see cref="PatientId.Rule"/>.</exception>
    public Task<PatientRecord> AdmitAsync(string patientId, string? bed, AlarmLimits limits, string by, CancellationToken cancel)
    {
        if (!PatientId.IsValid(patientId)) throw new ArgumentException($"Not a patient id: {PatientId.Rule}.", nameof(patientId));
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return _writer.CallAsync(patientId, calls => calls.Admit(patientId, bed, limits, by), cancel);
    }

    /// <inheritdoc/>
    public Task<PatientRecord?> DischargeAsync(string patientId, string by, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return _writer.CallAsync(patientId, calls => calls.Discharge(patientId, by), cancel);
    }

    /// <inheritdoc/>
    public Task<PatientRecord?> SetAudioPauseAsync(string patientId, AudioPause? pause, string by, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return _writer.CallAsync(patientId, calls => calls.SetAudioPause(patientId, pause, by), cancel);
    }

    /// <inheritdoc/>
    public async Task<PatientOpening?> OpenAsync(string patientId, int recentBeats, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recentBeats);
        var patient = await _writer.CallAsync(patientId, calls => calls.Open(patientId), cancel);
        if (patient is null) return null;

        // From here on nobody else can write beats, so a read after the commit sees what stood at the commit.
        return await _readers.ReadAsync(
            connection => new PatientOpening(
                patient, BeatReads.Last(connection, _store.Recent, patientId, recentBeats), AlarmReads.Open(connection, patientId)),
            cancel);
    }

    /// <inheritdoc/>
    public bool TryWrite(PatientBatch batch, ICommitSink sink)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(sink);
        return _writer.TryWrite(new BatchRequest(batch, sink));
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancel) => _writer.FlushAsync(cancel);

    /// <inheritdoc/>
    public Task<AlarmRecord?> AcknowledgeAsync(string alarmId, string who, DateTimeOffset at, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(alarmId);
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        return _writer.CallAsync(AlarmMerge.Parse(alarmId)?.PatientId, calls => calls.Acknowledge(alarmId, who, at), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientRecord>> GetPatientsAsync(CancellationToken cancel) =>
        _readers.ReadAsync(connection => PatientReads.All(connection, _store.Recent), cancel);

    /// <inheritdoc/>
    public Task<PatientRecord?> FindPatientAsync(string patientId, CancellationToken cancel) =>
        _readers.ReadAsync(connection => PatientReads.Find(connection, _store.Recent, patientId), cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 1…1000.</exception>
    public Task<Page<BeatRecord>> GetBeatsAsync(string patientId, BeatQuery query, CancellationToken cancel)
    {
        CheckLimit(query.Limit);
        return _readers.ReadAsync(connection => BeatReads.Page(connection, _store.Recent, patientId, query), cancel);
    }

    /// <inheritdoc/>
    public Task<BeatRecord?> FindBeatAsync(string patientId, long beat, CancellationToken cancel) =>
        _readers.ReadAsync(connection => BeatReads.Find(connection, _store.Recent, patientId, beat), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Hole>> GetHolesAsync(string patientId, CancellationToken cancel) =>
        _readers.ReadAsync(connection => PatientReads.Holes(connection, patientId), cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 1…1000.</exception>
    public Task<Page<AlarmRecord>> GetAlarmsAsync(AlarmQuery query, CancellationToken cancel)
    {
        CheckLimit(query.Limit);
        return _readers.ReadAsync(connection => AlarmReads.Page(connection, query), cancel);
    }

    /// <inheritdoc/>
    public Task<long> GetAlarmCursorAsync(CancellationToken cancel) => _readers.ReadAsync(AlarmReads.LastCursor, cancel);

    /// <inheritdoc/>
    public Task<AlarmRecord?> FindAlarmAsync(string alarmId, CancellationToken cancel) =>
        _readers.ReadAsync(connection => AlarmReads.Find(connection, alarmId), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel) =>
        _readers.ReadAsync(connection => TrendReads.Points(connection, _store.Recent, patientId, from, to, resolution), cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 1…1000.</exception>
    public Task<Page<ActRecord>> GetActsAsync(string patientId, long? before, int limit, CancellationToken cancel)
    {
        CheckLimit(limit);
        return _readers.ReadAsync(connection => ActReads.Page(connection, patientId, before, limit), cancel);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<(long Beat, ulong SampleHash)> ReadHashesAsync(
        string patientId, [EnumeratorCancellation] CancellationToken cancel)
    {
        // In portions: a read that stays open for as long as its caller takes would keep the log from being folded in.
        var after = -1L;
        while (true)
        {
            var hashes = await _readers.ReadAsync(
                connection => BeatReads.Hashes(connection, _store.Recent, patientId, after, HashesPerRead), cancel);
            foreach (var hash in hashes) yield return hash;
            if (hashes.Count < HashesPerRead) yield break;
            after = hashes[^1].Beat;
        }
    }

    /// <inheritdoc/>
    public Task<ThresholdChange> AddThresholdAsync(string modelSet, float? threshold, string by, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelSet);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return _writer.CallAsync(null, calls => calls.AddThreshold(modelSet, threshold, by), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ThresholdChange>> GetThresholdsAsync(string modelSet, CancellationToken cancel) =>
        _readers.ReadAsync(connection => ThresholdReads.Last(connection, modelSet), cancel);

    /// <summary>
    /// Deletes what is older than <see cref="HistoryOptions.KeepDays"/>, <see cref="HistoryOptions.KeepGigabytes"/> and
    /// <see cref="HistoryOptions.KeepAlarmDays"/> allow, in small steps beside the writing. Nothing when another process is at it.
    /// </summary>
    public Task<Trimmed> TrimAsync(CancellationToken cancel) => _trimming.RunAsync(cancel);

    /// <summary>Writes what waits and lets the database go. May be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        _store.CloseReaders();
        await _writer.DisposeAsync();
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that cannot wait otherwise.</summary>
    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private static void CheckLimit(int limit, [CallerArgumentExpression(nameof(limit))] string? name = null)
    {
        if (limit is < 1 or > MaxLimit)
            throw new ArgumentOutOfRangeException(name, limit, $"The limit must be 1 to {MaxLimit}.");
    }
}

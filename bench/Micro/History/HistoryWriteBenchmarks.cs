using BenchmarkDotNet.Attributes;
using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Sqlite;
using EcgStream.History.Writing;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EcgStream.MicroBench.History;

/// <summary>One transaction of the SQLite writer, on the thread that measures: a beat of each of 256 patients, as a live ward commits them.</summary>
[MemoryDiagnoser]
public class HistoryWriteBenchmarks
{
    private const int Patients = 256;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgstream-micro-");
    private readonly (string Id, long Epoch)[] _patients = new (string, long)[Patients];
    private readonly List<WriteRequest> _requests = new(Patients);
    private readonly Sink _sink = new();
    private SqliteStore _store = null!;
    private IStoreWriter _writer = null!;
    private long _beat;

    /// <summary>Makes the database and admits the patients.</summary>
    [GlobalSetup]
    public async Task Open()
    {
        var options = new HistoryOptions { Database = Path.Combine(_folder.FullName, "history.db") };
        using (var history = new SqliteHistory(Options.Create(options), TimeProvider.System, NullLogger<SqliteHistory>.Instance))
        {
            for (var n = 0; n < Patients; n++) _patients[n] = ($"bench-{n:D3}", 0);
            await Task.WhenAll(_patients.Select(patient => history.AdmitAsync(patient.Id, null, AlarmLimits.Default, "bench", CancellationToken.None)));
            var opened = await Task.WhenAll(_patients.Select(patient => history.OpenAsync(patient.Id, 0, CancellationToken.None)));
            for (var n = 0; n < Patients; n++) _patients[n].Epoch = opened[n]!.Patient.Epoch;
        }

        _store = new SqliteStore(options, NullLogger.Instance);
        _writer = _store.OpenWriter(first: false);
    }

    /// <summary>Takes the database away.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _writer.Dispose();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Makes the batches, writes them in one transaction and commits it; per beat.</summary>
    [Benchmark(OperationsPerInvoke = Patients)]
    public void CommitBeats()
    {
        _requests.Clear();
        foreach (var (id, epoch) in _patients)
            _requests.Add(new BatchRequest(new PatientBatch(id, epoch, [MadeBeats.Judged(_beat)], [], [], [], BeatFrame.FirstSampleOf(_beat + 1)), _sink));
        _writer.Write(_requests, MadeBeats.TimeOf(_beat++));
        foreach (var request in _requests) request.Committed();
        _writer.Tend(last: false);
    }

    private sealed class Sink : ICommitSink
    {
        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused)
        {
            if (refused.Count > 0) throw new InvalidOperationException($"The store refused a beat: {refused[0].Reason}");
        }

        public void Stale(PatientBatch batch) => throw new InvalidOperationException("The batch was stale.");

        public void Failed(PatientBatch batch, Exception reason) => throw reason;
    }
}

using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.History.Writing;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Microsoft.Extensions.DependencyInjection;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>A real history in an SQLite file of the test's own, filled by the test; its troubles can be made up.</summary>
internal sealed class TestHistory : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, long> _epochs = [];

    /// <summary>The store itself, without made-up troubles; there once the host is built.</summary>
    public StoredHistory Store { get; private set; } = null!;

    /// <summary>What the gateway is told of the store.</summary>
    public TroubledHistory Troubles { get; private set; } = null!;

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IHistory>(provider =>
        {
            Store = provider.GetRequiredService<StoredHistory>();
            (var history, Troubles) = TroubledHistory.Before(Store);
            return history;
        });
        services.AddEcgHistory(options =>
        {
            options.Database = _folder.Database;
            options.SurvivePowerCut = false; // no test cuts the power: nothing waits for the disk
        });
    }

    /// <summary>Admits a patient, and stores normal beats 0, 1, 2, … a second apart.</summary>
    public async Task AddPatientAsync(string id, string? bed = null, int beats = 0, bool discharged = false)
    {
        await Store.AdmitAsync(id, bed, AlarmLimits.Default, "nurse", default);
        if (beats > 0) await WriteAsync(id, [.. Enumerable.Range(0, beats).Select(index => Beat(index))]);
        if (discharged) await Store.DischargeAsync(id, "nurse", default);
    }

    /// <summary>Stores the patient's next beat.</summary>
    public Task AddBeatAsync(string id, long index, int beatClass = 1, bool waveform = false) =>
        WriteAsync(id, [Beat(index, beatClass)], waveform ? [(index, new float[BeatFrame.SampleCount])] : []);

    /// <summary>Stores a change of an alarm; the answer has its cursor.</summary>
    public async Task<AlarmRecord> CommitAsync(AlarmRecord alarm) => (await WriteAsync(alarm.PatientId, alarms: [alarm]))[0];

    /// <summary>Changes of the threshold of the models under test, newest first.</summary>
    public Task<IReadOnlyList<ThresholdChange>> GetThresholdsAsync() => Store.GetThresholdsAsync(FakeInference.Version, default);

    public void Dispose() => _folder.Dispose();

    public static AlarmRecord Alarm(string patient, long onset, AlarmState state = AlarmState.Active, DateTimeOffset? changed = null) => new(
        AlarmRecord.IdOf(patient, "ventricular-run", onset), patient, "ventricular-run", AlarmKind.Physiological,
        AlarmPriority.High, state, "VT 7 beats at 148/min", onset, Start, Start, changed ?? Start, null, null, null, null);

    private static JudgedBeat Beat(long index, int beatClass = 1)
    {
        var start = Start.AddSeconds(index);
        return new(index, start, 1000, ulong.MaxValue - (ulong)index, FakeInference.Judge(beatClass - 1), new BeatTimes(start, start, start, start));
    }

    private async Task<IReadOnlyList<AlarmRecord>> WriteAsync(
        string id, JudgedBeat[]? beats = null, (long, ReadOnlyMemory<float>)[]? waveforms = null, AlarmRecord[]? alarms = null)
    {
        if (!_epochs.TryGetValue(id, out var epoch))
            _epochs[id] = epoch = (await Store.OpenAsync(id, 0, default))!.Patient.Epoch;
        var watermark = beats is { Length: > 0 } ? BeatFrame.FirstSampleOf(beats[^1].Index + 1) : (await Store.FindPatientAsync(id, default))!.Watermark;
        var sink = new CommitSink();
        Assert.True(Store.TryWrite(new PatientBatch(id, epoch, beats ?? [], waveforms ?? [], [], alarms ?? [], watermark), sink));
        return await sink.Alarms;
    }

    private sealed class CommitSink : ICommitSink
    {
        private readonly TaskCompletionSource<IReadOnlyList<AlarmRecord>> _alarms = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<AlarmRecord>> Alarms => _alarms.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused) => _alarms.SetResult(alarms);

        public void Stale(PatientBatch batch) => _alarms.SetException(new InvalidOperationException("A newer activation writes this patient."));

        public void Failed(PatientBatch batch, Exception reason) => _alarms.SetException(reason);
    }
}

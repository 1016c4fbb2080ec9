using System.Collections.Concurrent;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>A patient's grain that takes what it is given and stores whole beats at once.</summary>
internal sealed class FakePatient(string id, IHistory history) : IPatientGrain
{
    public ConcurrentQueue<EcgChunk> Chunks { get; } = new();

    /// <summary>Answers in place of the usual one, from the n-th chunk on.</summary>
    public (int From, AppendReply Reply)? Instead { get; set; }

    /// <summary>Nothing gets stored while set.</summary>
    public bool NeverStores { get; set; }

    public long Watermark { get; set; }

    private int _calls;

    public Task<AppendReply> Append(EcgChunk chunk)
    {
        if (Instead is { } instead && _calls++ >= instead.From) return Task.FromResult(instead.Reply);
        if (chunk.FirstSample + chunk.Samples.Length <= Watermark)
            return Task.FromResult(new AppendReply(AppendOutcome.Duplicate, Watermark));
        Chunks.Enqueue(chunk);
        return Task.FromResult(new AppendReply(AppendOutcome.Taken, Watermark));
    }

    public Task<long> WaitStored(long sample, TimeSpan timeout)
    {
        Assert.Equal(TimeSpan.FromSeconds(10), timeout);
        return Task.FromResult(NeverStores ? Watermark : Watermark = sample);
    }

    public ConcurrentQueue<(long FirstSample, long Count)> Lost { get; } = new();

    public Task<AppendReply> DeclareLost(long firstSample, long count)
    {
        if (Instead is { } instead) return Task.FromResult(instead.Reply);
        Lost.Enqueue((firstSample, count));
        return Task.FromResult(new AppendReply(AppendOutcome.Taken, Watermark));
    }

    /// <summary>Statuses reported.</summary>
    public ConcurrentQueue<EcgStatus> Statuses { get; } = new();

    public Task<AppendReply> Report(EcgStatus status)
    {
        Statuses.Enqueue(status);
        return Task.FromResult(Instead?.Reply ?? new AppendReply(AppendOutcome.Taken, Watermark));
    }

    public async Task<PatientStatus> Admit(Admission admission)
    {
        await history.AdmitAsync(id, admission.Bed is { Length: > 0 } bed ? bed : null, admission.Limits!, admission.By, default);
        return await GetStatus();
    }

    public async Task<bool> Discharge(string by) => await history.DischargeAsync(id, by, default) is not null;

    public async Task<PatientStatus?> PauseAudio(string by, bool pause)
    {
        var wanted = pause ? new AudioPause(DateTimeOffset.MaxValue, by, TestHistory.Start, AlarmPriority.Medium) : null;
        var patient = await history.SetAudioPauseAsync(id, wanted, by, default);
        return patient is null ? null : await GetStatus() with { AudioPause = wanted };
    }

    public Task<PatientStatus> GetStatus() => Task.FromResult(new PatientStatus(
        id, null, Watermark, Watermark / 140, TestHistory.Start, 72.5, BeatClass.Pvc, 0.9f, 0.5f, null,
        AlarmPriority.Event, Live: true, TestHistory.Start));
}

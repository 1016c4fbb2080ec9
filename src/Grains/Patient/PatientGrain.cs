using System.Diagnostics;
using EcgStream.Contracts;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Placement;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace EcgStream.Grains.Patient;

/// <summary>
/// One patient: takes chunks through either door and hands them to its <see cref="PatientMonitor"/>. State lives in
/// History alone: an activation begins by reading it back.
/// </summary>
[ImplicitStreamSubscription(StreamNames.Ecg)]
[RandomPlacement] // the default keeps grains on the silo that calls first: with one producer, all of them
public sealed class PatientGrain(
    IHistory history, PatientServices services, IOptions<PatientOptions> options, ILogger<PatientGrain> log)
    : Grain, IPatientGrain, IStreamSubscriptionObserver, IAsyncObserver<EcgChunk>
{
    private PatientMonitor? _monitor;
    private bool _isDischarged;

    private string Id => this.GetPrimaryKeyString();

    private PatientStatus Status => _monitor?.Status ?? PatientMonitor.Unknown(Id);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_monitor is not { } monitor) return;
        await monitor.DrainAsync();
        monitor.Close();
    }

    /// <inheritdoc/>
    public Task<AppendReply> Append(EcgChunk chunk) => AppendAsync(chunk, sender: default);

    /// <inheritdoc/>
    public Task<AppendReply> DeclareLost(long firstSample, long count) => Task.FromResult(
        _monitor is null ? NotAdmitted() : _monitor.DeclareLost(firstSample, count));

    /// <inheritdoc/>
    public Task<AppendReply> Report(EcgStatus status) => Task.FromResult(_monitor is null ? NotAdmitted() : _monitor.Report(status));

    /// <inheritdoc/>
    public async Task<PatientStatus> Admit(Admission admission)
    {
        if (!PatientId.IsValid(Id)) throw new ArgumentException($"'{Id}' is no patient id: {PatientId.Rule}");
        var before = await history.FindPatientAsync(Id, CancellationToken.None);
        if (before?.DischargedAt is not null) before = null; // a new stay begins with what is usual
        var limits = admission.Limits ?? before?.Limits ?? AlarmLimits.Default;
        if (limits.Faults().ToList() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(" ", faults.Select(fault => $"{fault.Field} {fault.Reason}")));
        var bed = admission.Bed is null ? before?.Bed : admission.Bed.Length == 0 ? null : admission.Bed;
        if (before is null || before.Bed != bed || before.Limits != limits)
            await history.AdmitAsync(Id, bed, limits, admission.By, CancellationToken.None);
        if (_monitor is null) await OpenAsync(CancellationToken.None);
        else _monitor.Change(bed, limits);
        return Status;
    }

    /// <inheritdoc/>
    public async Task<bool> Discharge(string by)
    {
        if (await history.DischargeAsync(Id, by, CancellationToken.None) is null) return false;
        _monitor?.Close();
        (_monitor, _isDischarged) = (null, true);
        return true;
    }

    /// <inheritdoc/>
    public async Task<PatientStatus?> PauseAudio(string by, bool pause)
    {
        if (_monitor is not { } now) return null;
        var wanted = pause ? now.NewAudioPause(by) : null;
        if (await history.SetAudioPauseAsync(Id, wanted, by, CancellationToken.None) is null) return null;
        now.SetAudioPause(wanted);
        return Status;
    }

    /// <inheritdoc/>
    public Task<long> WaitStored(long sample, TimeSpan timeout) =>
        _monitor is null ? Task.FromResult(0L) : _monitor.WaitStored(sample, timeout);

    /// <inheritdoc/>
    public Task<PatientStatus> GetStatus() => Task.FromResult(Status);

    Task IStreamSubscriptionObserver.OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<EcgChunk>().ResumeAsync(this);

    /// <summary>The stream door. An answer has nowhere to go: the producer follows the watermark and sends again.</summary>
    public async Task OnNextAsync(EcgChunk item, StreamSequenceToken? token = null)
    {
        var reply = await AppendAsync(item, PatientTracing.Producer);
        if (reply.Outcome == AppendOutcome.Refused) PatientLog.ChunkRefused(log, Id, reply.Reason);
    }

    /// <summary>The stream failed to deliver something: the producer sends it again.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        PatientLog.StreamFailed(log, Id, ex);
        return Task.CompletedTask;
    }

    private async Task<AppendReply> AppendAsync(EcgChunk chunk, ActivityContext sender)
    {
        if (_monitor is null && await AdmitAsync() is { } refusal) return refusal;
        using var span = PatientTracing.Append(chunk, sender);
        return _monitor!.Append(chunk);
    }

    private async Task<AppendReply?> AdmitAsync()
    {
        if (_isDischarged || !options.Value.AdmitUnknown || !PatientId.IsValid(Id)) return NotAdmitted();
        // Who was discharged does not come back by a device that still sends.
        _isDischarged = await history.FindPatientAsync(Id, CancellationToken.None) is { DischargedAt: not null };
        if (_isDischarged) return NotAdmitted();
        await history.AdmitAsync(Id, bed: null, AlarmLimits.Default, "first samples", CancellationToken.None);
        await OpenAsync(CancellationToken.None);
        return null;
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        if (await history.OpenAsync(Id, PatientMonitor.RecentBeats, cancel) is not { Patient.DischargedAt: null } opening) return;
        _isDischarged = false;
        _monitor = new PatientMonitor(opening, services, options.Value, TaskScheduler.Current, replaced: () =>
        {
            PatientLog.Replaced(log, Id);
            DeactivateOnIdle();
        });
    }

    private AppendReply NotAdmitted() => new(AppendOutcome.Refused, 0,
        _isDischarged ? $"patient {Id} is discharged: admit again first"
        : PatientId.IsValid(Id) ? $"patient {Id} is not admitted" : $"'{Id}' is no patient id: {PatientId.Rule}");
}

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
    private PatientMonitor? monitor;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        monitor?.Close();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<AppendReply> Append(EcgChunk chunk)
    {
        if (monitor is null && await AdmitAsync() is { } refusal) return refusal;
        return monitor!.Append(chunk);
    }

    /// <inheritdoc/>
    public Task<AppendReply> DeclareLost(long firstSample, long count) => Task.FromResult(
        monitor is null ? NotAdmitted() : monitor.DeclareLost(firstSample, count));

    /// <inheritdoc/>
    public Task<long> WaitStored(long sample, TimeSpan timeout) =>
        monitor is null ? Task.FromResult(0L) : monitor.WaitStored(sample, timeout);

    /// <inheritdoc/>
    public Task<PatientStatus> GetStatus() => Task.FromResult(monitor?.Status ?? PatientMonitor.Unknown(Id));

    Task IStreamSubscriptionObserver.OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<EcgChunk>().ResumeAsync(this);

    /// <summary>The stream door. An answer has nowhere to go: the producer follows the watermark and sends again.</summary>
    public async Task OnNextAsync(EcgChunk item, StreamSequenceToken? token = null)
    {
        var reply = await Append(item);
        if (reply.Outcome == AppendOutcome.Refused) PatientLog.ChunkRefused(log, Id, reply.Reason);
    }

    /// <summary>The stream failed to deliver something: the producer sends it again.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        PatientLog.StreamFailed(log, Id, ex);
        return Task.CompletedTask;
    }

    private async Task<AppendReply?> AdmitAsync()
    {
        if (!options.Value.AdmitUnknown || !PatientId.IsValid(Id)) return NotAdmitted();
        await history.AdmitAsync(Id, bed: null, AlarmLimits.Default, CancellationToken.None);
        await OpenAsync(CancellationToken.None);
        return null;
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        if (await history.OpenAsync(Id, PatientMonitor.RecentBeats, cancel) is not { Patient.DischargedAt: null } opening) return;
        monitor = new PatientMonitor(opening, services, options.Value, TaskScheduler.Current, replaced: () =>
        {
            PatientLog.Replaced(log, Id);
            DeactivateOnIdle();
        });
    }

    private AppendReply NotAdmitted() => new(AppendOutcome.Refused, 0,
        PatientId.IsValid(Id) ? $"patient {Id} is not admitted" : $"'{Id}' is no patient id: {PatientId.Rule}");
}

using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Live;
using EcgStream.History;
using EcgStream.History.Queries;
using Orleans;

namespace EcgStream.Gateway.Patients;

/// <summary>Acts go to the patient's grain, which makes them durable and in force at once; viewers hear of them before the answer is given.</summary>
internal sealed class Care(IGrainFactory grains, IHistory history, IWard ward, LiveViewers viewers, TimeProvider clock) : IPatientCare
{
    // Before the onset as many as the waveform keeper keeps; in all some three minutes.
    private const int BeatsBefore = 5;
    private const int MostBeats = 200;
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    public async Task<PatientStatus> AdmitAsync(string patientId, Admission admission, CancellationToken cancel)
    {
        var status = await Patient(patientId).Admit(admission);
        await TellAsync(cancel);
        return status;
    }

    public async Task<bool> DischargeAsync(string patientId, string by, CancellationToken cancel)
    {
        if (!await IsAdmittedAsync(patientId, cancel) || !await Patient(patientId).Discharge(by)) return false;
        await TellAsync(cancel);
        return true;
    }

    public Task<PatientStatus?> PauseAudioAsync(string patientId, string by, CancellationToken cancel) => SetAudioAsync(patientId, by, true, cancel);

    public Task<PatientStatus?> ResumeAudioAsync(string patientId, string by, CancellationToken cancel) => SetAudioAsync(patientId, by, false, cancel);

    public Task<IReadOnlyList<TrendPoint>> GetTrendAsync(
        string patientId, DateTimeOffset from, DateTimeOffset to, TrendResolution resolution, CancellationToken cancel) =>
        history.GetTrendAsync(patientId, from, to, resolution, cancel);

    public async Task<AlarmStrip?> GetStripAsync(string alarmId, CancellationToken cancel)
    {
        if (await history.FindAlarmAsync(alarmId, cancel) is not { } alarm) return null;
        var first = Math.Max(0, alarm.OnsetBeat - BeatsBefore);
        var query = new BeatQuery(
            To: alarm.EndedAt + After, Before: first + MostBeats, Limit: MostBeats, Waveforms: true, First: first);
        var page = await history.GetBeatsAsync(alarm.PatientId, query, cancel);
        return new AlarmStrip(alarm, [.. page.Items.Reverse()]);
    }

    private async Task<PatientStatus?> SetAudioAsync(string patientId, string by, bool pause, CancellationToken cancel)
    {
        // Asking the grain of somebody unknown would only make an empty one.
        if (!await IsAdmittedAsync(patientId, cancel)) return null;
        var status = await Patient(patientId).PauseAudio(by, pause);
        await TellAsync(cancel);
        return status;
    }

    private async Task<bool> IsAdmittedAsync(string patientId, CancellationToken cancel) =>
        PatientId.IsValid(patientId) && await history.FindPatientAsync(patientId, cancel) is { DischargedAt: null };

    /// <summary>To all viewers of this gateway now; those of others see it with the next tick, within a second.</summary>
    private async Task TellAsync(CancellationToken cancel)
    {
        viewers.AlarmsStored();
        if (viewers.AnyOnWard) viewers.PublishWard(await ward.GetPatientsAsync(cancel).WaitAsync(SiloFeeds.Timeout, clock, cancel));
    }

    private IPatientGrain Patient(string id) => grains.GetGrain<IPatientGrain>(id);
}

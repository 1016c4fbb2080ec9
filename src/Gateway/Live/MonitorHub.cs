using EcgStream.Contracts.Patients;
using Microsoft.AspNetCore.SignalR;

namespace EcgStream.Gateway.Live;

/// <summary>
/// Live events for browsers and integrators. The server sends <c>Verdicts</c> (LiveVerdict[]), <c>Alarm</c> (AlarmRecord,
/// stored = false while judged but not committed, then again with its cursor) and <c>Status</c> (PatientStatus[], each
/// second: first the whole ward, then what has changed) and <c>Trace</c> (TraceBeat[], samples in base64) of the patients
/// whose signal it was asked for. A refused call's error begins with a code for programs: patient-id, too-many-patients, cursor,
/// too-many-calls or closing.
/// </summary>
internal sealed class MonitorHub(LiveViewers viewers) : Hub
{
    public const string Verdicts = "Verdicts";
    public const string Alarm = "Alarm";
    public const string Status = "Status";
    public const string Trace = "Trace";

    // A viewer with more tiles than this watches the ward.
    private const int MostPatients = 256;

    private LiveViewer Viewer => viewers.Find(Context.ConnectionId) ?? throw new HubException("closing: The connection is closing.");

    /// <summary>Statuses and verdicts of all patients.</summary>
    public void JoinWard() => Viewer.JoinWard(verdicts: true);

    /// <summary>Statuses of all patients without their verdicts: what a wall of tiles needs.</summary>
    public void JoinStatus() => Viewer.JoinWard(verdicts: false);

    /// <summary>No more statuses and verdicts of all patients.</summary>
    public void LeaveWard() => Viewer.LeaveWard();

    /// <summary>Verdicts of one patient.</summary>
    public void JoinPatient(string id)
    {
        if (!PatientId.IsValid(id)) throw new HubException($"patient-id: This is no patient id: {PatientId.Rule}.");
        if (Viewer.PatientCount >= MostPatients) throw new HubException($"too-many-patients: At most {MostPatients} patients; join the ward instead.");
        Viewer.JoinPatient(id);
    }

    /// <summary>No more verdicts of one patient.</summary>
    public void LeavePatient(string id) => Viewer.LeavePatient(id ?? "");

    /// <summary>The signal of these patients, beat by beat as they are judged.</summary>
    public void JoinTrace(string[] ids)
    {
        if (ids is null || !ids.All(PatientId.IsValid)) throw new HubException($"patient-id: These are no patient ids: {PatientId.Rule}.");
        if (Viewer.TraceCount + ids.Length > MostPatients)
            throw new HubException($"too-many-patients: At most {MostPatients} traces: ask for those that are in sight.");
        Viewer.JoinTrace(ids);
        viewers.TracesChanged();
    }

    /// <summary>No more signal of these patients.</summary>
    public void LeaveTrace(string[] ids)
    {
        Viewer.LeaveTrace(ids ?? []);
        viewers.TracesChanged();
    }

    /// <summary>
    /// Alarms, then live; nothing is missed. From null: the alarms that stand now. From a cursor (that of the last alarm
    /// seen, or 0): every alarm whose last change came after it, the cleared ones too.
    /// </summary>
    public void JoinAlarms(long? cursor)
    {
        if (cursor < 0) throw new HubException("cursor: A cursor is 0 or more.");
        Viewer.JoinAlarms(cursor);
    }

    public override Task OnConnectedAsync()
    {
        viewers.Add(Context.ConnectionId);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        viewers.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

using System.Globalization;
using EcgStream.Contracts.Alarms;

namespace EcgStream.History.Writing;

/// <summary>
/// How an alarm in the store and a change come together. Grain and clinician do not wait for each other: the grain may
/// write a change it judged before it heard of the acknowledgement, and must not undo it.
/// </summary>
internal static class AlarmMerge
{
    /// <summary>What a grain's change makes of the stored alarm; the stored record itself when it says nothing new.</summary>
    public static AlarmRecord Change(AlarmRecord? stored, AlarmRecord change)
    {
        // A higher priority is a new call for attention: the acknowledgement of the lower one does not cover it, whether the
        // grain has heard of it or not.
        var holder = stored?.AcknowledgedBy is not null && change.Priority <= stored.Priority ? stored : change;
        var merged = change with
        {
            RaisedAt = stored?.RaisedAt ?? change.RaisedAt,
            AcknowledgedBy = holder.AcknowledgedBy,
            AcknowledgedAt = holder.AcknowledgedAt,
            State = holder.AcknowledgedBy is null ? change.State : Acknowledged(change.State),
        };
        // An activation that judges the same beats again differs from the first in its clock alone.
        return stored is not null && merged with { ChangedAt = stored.ChangedAt, Cursor = stored.Cursor } == stored
            ? stored
            : merged;
    }

    /// <summary>The alarm acknowledged; the stored record itself when somebody did before: the first who and when stay.</summary>
    public static AlarmRecord Acknowledge(AlarmRecord stored, string who, DateTimeOffset at) =>
        stored.AcknowledgedBy is not null
            ? stored
            : stored with
            {
                State = Acknowledged(stored.State), AcknowledgedBy = who, AcknowledgedAt = at, ChangedAt = at,
            };

    /// <summary>Takes <see cref="AlarmRecord.IdOf"/> apart; null when it is none.</summary>
    public static (string PatientId, string Rule, long OnsetBeat)? Parse(string alarmId)
    {
        var first = alarmId.IndexOf(':', StringComparison.Ordinal); // a patient id holds no colon
        var last = alarmId.LastIndexOf(':');
        return first > 0 && last > first + 1 &&
            long.TryParse(alarmId.AsSpan(last + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var onset)
                ? (alarmId[..first], alarmId[(first + 1)..last], onset)
                : null;
    }

    private static AlarmState Acknowledged(AlarmState state) => state switch
    {
        AlarmState.Active => AlarmState.Acknowledged,
        AlarmState.Latched => AlarmState.Cleared,
        _ => state,
    };
}

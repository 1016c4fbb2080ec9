using EcgStream.Signal.Alarms;
using Orleans;

namespace EcgStream.Contracts.Alarms;

/// <summary>An alarm as viewers and history know it. (patient, rule, onset beat) is its identity.</summary>
/// <param name="Id">See <see cref="IdOf"/>.</param>
/// <param name="PatientId">Patient.</param>
/// <param name="Rule">Rule that raised it.</param>
/// <param name="Kind">Physiological or technical.</param>
/// <param name="Priority">Priority now.</param>
/// <param name="State">State now.</param>
/// <param name="Text">Measured value against limit.</param>
/// <param name="OnsetBeat">Beat with which the condition began.</param>
/// <param name="OnsetAt">Sample time of the onset.</param>
/// <param name="RaisedAt">Server time at which it was judged.</param>
/// <param name="ChangedAt">Server time of the last change.</param>
/// <param name="EndedAt">Sample time at which the condition was gone, or null.</param>
/// <param name="AcknowledgedBy">Who, or null.</param>
/// <param name="AcknowledgedAt">When, or null.</param>
/// <param name="Cursor">Place of the last change in commit order; null while it is not stored yet.</param>
[GenerateSerializer, Immutable, Alias("alarm.record")]
public sealed record AlarmRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] string PatientId,
    [property: Id(2)] string Rule,
    [property: Id(3)] AlarmKind Kind,
    [property: Id(4)] AlarmPriority Priority,
    [property: Id(5)] AlarmState State,
    [property: Id(6)] string Text,
    [property: Id(7)] long OnsetBeat,
    [property: Id(8)] DateTimeOffset OnsetAt,
    [property: Id(9)] DateTimeOffset RaisedAt,
    [property: Id(10)] DateTimeOffset ChangedAt,
    [property: Id(11)] DateTimeOffset? EndedAt,
    [property: Id(12)] string? AcknowledgedBy,
    [property: Id(13)] DateTimeOffset? AcknowledgedAt,
    [property: Id(14)] long? Cursor)
{
    /// <summary>True once the change is committed to History.</summary>
    public bool Stored => Cursor is not null;

    /// <summary>The identity as one string, usable in a URL.</summary>
    public static string IdOf(string patientId, string rule, long onsetBeat) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{patientId}:{rule}:{onsetBeat}");
}

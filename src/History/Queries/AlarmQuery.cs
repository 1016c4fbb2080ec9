using EcgStream.Contracts.Alarms;

namespace EcgStream.History.Queries;

/// <summary>Which alarms.</summary>
/// <param name="After">Cursor: alarms whose last change was committed after it; 0 for all.</param>
/// <param name="State">In this state only, or null.</param>
/// <param name="PatientId">Of this patient only, or null.</param>
/// <param name="Limit">1…1000.</param>
/// <param name="From">Onset at or after, or null.</param>
/// <param name="To">Onset before, or null.</param>
public sealed record AlarmQuery(
    long After = 0,
    AlarmState? State = null,
    string? PatientId = null,
    int Limit = 100,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

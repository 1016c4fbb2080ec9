using EcgStream.Contracts.Alarms;

namespace EcgStream.Dashboard.Api;

/// <summary>A page of alarms in the order of their last changes.</summary>
/// <param name="Items">The alarms.</param>
/// <param name="Cursor">Where to read on.</param>
/// <param name="Next">Null at the end.</param>
public sealed record AlarmPage(IReadOnlyList<AlarmRecord> Items, long Cursor, string? Next = null);

using EcgStream.Contracts.Alarms;

namespace EcgStream.Gateway.Alarms;

/// <summary>A page of alarms.</summary>
/// <param name="Items">In the order in which their last changes were committed.</param>
/// <param name="Next">Value of <c>cursor</c> for the page after it, or null at the end.</param>
/// <param name="Cursor">Where this page ends: ask again from here later, or give it to JoinAlarms of the hub.</param>
public sealed record AlarmPage(IReadOnlyList<AlarmRecord> Items, string? Next, string Cursor);

using EcgStream.Signal.Alarms;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Alarms;

/// <summary>A priority as colour, shape and asterisks.</summary>
public sealed partial class AlarmMark
{
    /// <summary>Priority to mark.</summary>
    [Parameter, EditorRequired]
    public AlarmPriority Priority { get; set; }

    /// <summary>Flashes while nobody has acknowledged: high at 2 Hz, medium at 0.6 Hz, all marks of a page in step.</summary>
    [Parameter]
    public bool Flash { get; set; }

    /// <summary>How many there are, or null.</summary>
    [Parameter]
    public int? Count { get; set; }
}

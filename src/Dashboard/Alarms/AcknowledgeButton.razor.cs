using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Alarms;

/// <summary>Acknowledges one alarm for all viewers; nothing where none is called for.</summary>
public sealed partial class AcknowledgeButton
{
    /// <summary>Alarm.</summary>
    [Parameter, EditorRequired]
    public AlarmRecord Alarm { get; set; } = null!;

    /// <summary>Look: in the colour of the alarm unless said otherwise.</summary>
    [Parameter]
    public string Class { get; set; } = "acknowledge";

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private AlarmDesk Desk { get; set; } = null!;
}

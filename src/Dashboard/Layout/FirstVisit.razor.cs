using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Layout;

/// <summary>Three hints on a first visit; the browser remembers that they were read.</summary>
public sealed partial class FirstVisit
{
    private const string Read = "ecgstream-hints";

    private static readonly string[] Hints =
    [
        "Every tile is a simulated patient: the trace is drawn beat by beat, the large number is the heart rate, below it stands what the models make of the last beat. Press a tile to open the patient.",
        "Alarms carry colour, shape and asterisks: *** red triangle high, ** yellow diamond medium, * cyan circle low. They flash until somebody acknowledges them; the counts on top show only those patients.",
        "Grey means not live: a tile says since when. Sound is off until you switch it on with the loudspeaker above; Help lists all keys.",
    ];

    private int _at = -1;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            if (await Js.InvokeAsync<string?>("localStorage.getItem", Read) is not null)
                return;
            _at = 0;
            StateHasChanged();
        }
        catch (Exception reason) when (reason is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // Storage may be forbidden, or the viewer has left: no hints then, rather than the same ones each time.
        }
    }

    private Task NextAsync() => ++_at < Hints.Length ? Task.CompletedTask : CloseAsync();

    private async Task CloseAsync()
    {
        _at = -1;
        await Js.InvokeVoidAsync("localStorage.setItem", Read, "read");
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Help;

/// <summary>What is shown, which keys there are, what it is for.</summary>
public sealed partial class HelpPage
{
    private bool? _keys;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _keys = await Js.InvokeAsync<bool>("ecgKeys.isOn");
            StateHasChanged();
        }
        catch (Exception reason) when (reason is JSDisconnectedException or OperationCanceledException)
        {
            // The viewer has left.
        }
    }

    private async Task SetKeysAsync(ChangeEventArgs change)
    {
        _keys = change.Value is true;
        await Js.InvokeVoidAsync("ecgKeys.set", _keys);
    }
}

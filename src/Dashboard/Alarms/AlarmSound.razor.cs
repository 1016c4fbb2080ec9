using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Alarms;

/// <summary>Switches the sound of alarms on and off; off until somebody wants it. The browser plays it from what it hears itself.</summary>
public sealed partial class AlarmSound : IAsyncDisposable
{
    private PageScript? _script;
    private bool _on;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _script = await PageScript.StartAsync(Js, "Alarms/AlarmSound.razor.js");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
    }

    private async Task ToggleAsync()
    {
        _on = !_on;
        if (_script is not null)
            await _script.CallAsync("set", _on);
    }
}

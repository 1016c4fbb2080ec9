using System.Text.Json;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Api;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace EcgStream.Dashboard.Patient;

/// <summary>Pauses the sound of a patient's alarms for all viewers; the alarms are shown as before.</summary>
public sealed partial class AudioPauseButton
{
    private bool _busy;

    /// <summary>Patient.</summary>
    [Parameter, EditorRequired]
    public string PatientId { get; set; } = "";

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    [Inject]
    private AlarmDesk Desk { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private async Task PauseAsync()
    {
        _busy = true;
        try
        {
            await Api.SendAsync<JsonElement>("POST", $"api/patients/{PatientId}/audio-pause", new { by = Desk.Who }, CancellationToken.None);
            Snackbar.Add("Audio paused for two minutes.", Severity.Normal);
        }
        catch (ApiException reason)
        {
            Snackbar.Add($"Audio is NOT paused: {reason.Message}", Severity.Error);
        }
        finally
        {
            _busy = false;
        }
    }
}

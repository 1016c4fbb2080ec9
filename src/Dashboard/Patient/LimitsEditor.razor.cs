using EcgStream.Contracts.Patients;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Patient;

/// <summary>A patient's alarm limits; the gateway judges what may be set and says what is wrong.</summary>
public sealed partial class LimitsEditor
{
    private string? _of;
    private double _low;
    private double _high;
    private double _ventricular;
    private string _said = "";
    private bool _refused;
    private bool _busy;

    /// <summary>Patient.</summary>
    [Parameter, EditorRequired]
    public string PatientId { get; set; } = "";

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_of == PatientId)
            return;
        _of = PatientId;
        await RunAsync(async () =>
        {
            Show((await Api.GetAsync<PatientLimits>($"api/patients/{PatientId}", CancellationToken.None)).Limits);
            _said = "In force for this patient; a change is in the history.";
        });
        StateHasChanged();
    }

    private Task SaveAsync() => RunAsync(async () =>
    {
        var limits = new AlarmLimits(_low, _high, _ventricular);
        Show((await Api.SendAsync<PatientLimits>("PUT", $"api/patients/{PatientId}", new { limits }, CancellationToken.None)).Limits);
        _said = "Saved.";
    });

    private void Reset()
    {
        Show(AlarmLimits.Default);
        (_said, _refused) = ("Defaults; not saved yet.", false);
    }

    private void Show(AlarmLimits limits) => (_low, _high, _ventricular) = (limits.HeartRateLow, limits.HeartRateHigh, limits.VentricularRateHigh);

    private async Task RunAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
            _refused = false;
        }
        catch (ApiException reason)
        {
            (_said, _refused) = ("Not saved: " + reason.Message, true);
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The viewer has left.
        }
        finally
        {
            _busy = false;
        }
    }
}

using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Alarms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace EcgStream.Dashboard.Ward;

/// <summary>Open alarms, most urgent and newest first, as they come; each can be acknowledged once for all.</summary>
public sealed partial class AlarmPanel : IDisposable
{
    /// <summary>More than anybody reads; the browser stays quick when a whole ward alarms.</summary>
    private const int Shown = 100;

    private readonly HashSet<string> _busy = [];
    private int _waiting;
    private string _who = "dashboard";
    private bool _mayAcknowledge;

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Ward.Changed += OnChanged;
        Count();
        var user = (await Authentication.GetAuthenticationStateAsync()).User;
        // Without a login (bound to loopback) everybody may; with one it takes the role.
        _mayAcknowledge = user.Identity?.IsAuthenticated != true || user.IsInRole("clinician") || user.IsInRole("admin");
        _who = user.Identity?.Name is { Length: > 0 } name ? name : "dashboard";
    }

    /// <inheritdoc />
    public void Dispose() => Ward.Changed -= OnChanged;

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Count();
        StateHasChanged();
    });

    private void Count() => _waiting = Ward.OpenAlarms.Count(LiveWard.NeedsAcknowledgement);

    private async Task AcknowledgeAsync(AlarmRecord alarm)
    {
        if (!_busy.Add(alarm.Id))
            return;
        try
        {
            if (!await Ward.AcknowledgeAsync(alarm.Id, _who, CancellationToken.None))
                Snackbar.Add($"{alarm.Title()}: there is no such alarm any more.", Severity.Warning);
        }
        catch (Exception reason)
        {
            // Whatever it was, the viewer must know that nothing is acknowledged.
            Snackbar.Add($"{alarm.Title()} is NOT acknowledged: {reason.Message}", Severity.Error);
        }
        finally
        {
            _busy.Remove(alarm.Id);
        }
    }

    private string Where(AlarmRecord alarm) => Ward.BedOf(alarm.PatientId) is { } bed ? $"Bed {bed}" : alarm.PatientId;

    private IEnumerable<string> Tags(AlarmRecord alarm)
    {
        if (alarm.Kind == AlarmKind.Technical)
            yield return "technical";
        if (alarm.State == AlarmState.Latched)
            yield return alarm.EndedAt is { } ended ? $"latched, condition gone {Clock.Show(ended)}" : "latched, condition gone";
        if (alarm.State == AlarmState.Acknowledged)
            yield return $"acknowledged by {alarm.AcknowledgedBy ?? "somebody"}" + (alarm.AcknowledgedAt is { } at ? $" {Clock.Show(at)}" : "");
        if (!alarm.Stored)
            yield return "not stored yet";
    }
}

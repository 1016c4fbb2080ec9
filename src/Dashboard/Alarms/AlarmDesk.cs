using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace EcgStream.Dashboard.Alarms;

/// <summary>Where this viewer acknowledges: under which name, and what became of it. One a circuit.</summary>
public sealed class AlarmDesk(LiveWard ward, ISnackbar snackbar, AuthenticationStateProvider authentication)
{
    private const string Nobody = "dashboard";
    private readonly HashSet<string> _busy = [];
    private string? _login;

    /// <summary>The name that is logged with an acknowledgement: the login, else what the viewer has typed.</summary>
    public string Who => _login ?? (string.IsNullOrWhiteSpace(Typed) ? Nobody : Typed.Trim());

    /// <summary>Name that the viewer has typed; used where there is no login.</summary>
    public string? Typed { get; set; }

    /// <summary>True when the name comes from a login and cannot be typed.</summary>
    public bool HasLogin => _login is not null;

    /// <summary>Without a login (bound to loopback) everybody may; with one it takes the role.</summary>
    public bool MayAcknowledge { get; private set; }

    /// <summary>Reads who is logged in.</summary>
    public async Task OpenAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        MayAcknowledge = user.Identity?.IsAuthenticated != true || user.IsInRole("clinician") || user.IsInRole("admin");
        _login = user.Identity?.Name is { Length: > 0 } name ? name : null;
    }

    /// <summary>Acknowledges once for all viewers, however often it is pressed; the viewer is told when it did not happen.</summary>
    public async Task AcknowledgeAsync(AlarmRecord alarm)
    {
        if (!_busy.Add(alarm.Id))
            return;
        try
        {
            if (!await ward.AcknowledgeAsync(alarm.Id, Who, CancellationToken.None))
                snackbar.Add($"{alarm.Title()}: there is no such alarm any more.", Severity.Warning);
        }
        catch (Exception reason)
        {
            // Whatever it was, the viewer must know that nothing is acknowledged.
            snackbar.Add($"{alarm.Title()} is NOT acknowledged: {reason.Message}", Severity.Error);
        }
        finally
        {
            _busy.Remove(alarm.Id);
        }
    }
}

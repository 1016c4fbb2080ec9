using EcgStream.Dashboard.Live;
using EcgStream.Signal.Alarms;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Layout;

/// <summary>Frame of every page: product name, alarms by priority, navigation, the disclaimer.</summary>
public sealed partial class MainLayout : IDisposable
{
    private Dictionary<AlarmPriority, int> _counts = [];
    private HashSet<AlarmPriority> _calling = [];
    private bool _drawerOpen = true;

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private string CountsLabel => _counts.Count == 0
        ? "No alarms"
        : "Alarms: " + string.Join(", ", _counts.OrderByDescending(count => count.Key).Select(count => $"{count.Value} {count.Key.ToString().ToLowerInvariant()}"));

    protected override void OnInitialized()
    {
        Ward.Changed += OnChanged;
        Count();
    }

    /// <inheritdoc />
    public void Dispose() => Ward.Changed -= OnChanged;

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Count();
        StateHasChanged();
    });

    private void Count()
    {
        _counts = Ward.OpenAlarms.CountBy(alarm => alarm.Priority).ToDictionary();
        _calling = [.. Ward.OpenAlarms.Where(LiveWard.NeedsAcknowledgement).Select(alarm => alarm.Priority)];
    }

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;

    private async Task ToggleThemeAsync() => await Js.InvokeVoidAsync("ecgTheme.toggle");
}

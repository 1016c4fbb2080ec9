using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Ward;

/// <summary>Open alarms as they come, in <see cref="AlarmOrder"/>; each can be acknowledged once for all.</summary>
public sealed partial class AlarmPanel : IDisposable
{
    /// <summary>More than anybody reads; the browser stays quick when a whole ward alarms.</summary>
    private const int Shown = 100;

    private int _waiting;

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private AlarmDesk Desk { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Ward.Changed += OnChanged;
        Count();
        await Desk.OpenAsync();
    }

    /// <inheritdoc />
    public void Dispose() => Ward.Changed -= OnChanged;

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Count();
        StateHasChanged();
    });

    private void Count() => _waiting = Ward.OpenAlarms.Count(LiveWard.NeedsAcknowledgement);

    private IEnumerable<string> Tags(AlarmRecord alarm) => AlarmWords.Tags(alarm, Clock);
}

using System.Text.Json;
using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Api;
using EcgStream.Signal.Alarms;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Live;

/// <summary>Carries the alarms that the browser hears on /hubs/monitor into <see cref="LiveWard"/>; one a circuit.</summary>
public sealed partial class LiveLink : IAsyncDisposable
{
    /// <summary>The hub does not say who was discharged; a snapshot now and then does.</summary>
    private static readonly TimeSpan ReloadAfter = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<LiveLink>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _link;
    private Task _loading = Task.CompletedTask;
    private Task? _reloading;
    private string _urgent = "";
    private string _polite = "";

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string[] Ids => [.. Ward.Patients.Select(patient => patient.PatientId)];

    private string Open => JsonSerializer.Serialize(Ward.OpenAlarms, BrowserApi.Json);

    /// <summary>After a lost connection: who was discharged in between is known to a snapshot alone.</summary>
    [JSInvokable]
    public Task Rejoined() => ReloadAsync();

    /// <summary>Takes a batch: an array of alarm records as the hub sent them.</summary>
    [JSInvokable]
    public void Receive(string alarms)
    {
        var risen = Ward.Take(JsonSerializer.Deserialize<AlarmRecord[]>(alarms, BrowserApi.Json) ?? []);
        if (risen.Count == 0)
            return;
        var urgent = risen.Where(alarm => alarm.Priority == AlarmPriority.High).ToArray();
        if (urgent.Length > 0)
            _urgent = Announce(urgent);
        else
            _polite = Announce(risen);
        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => _loading = Ward.LoadAsync(_gone.Token);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", _gone.Token, "./_content/EcgStream.Dashboard/Live/LiveLink.razor.js");
            Clock.SetUtcOffset(await _module.InvokeAsync<int>("utcOffsetMinutes", _gone.Token));
            // The snapshot first: its cursor is where the hub goes on, so nothing falls between the two.
            await _loading;
            var cursor = Ward.OpenAlarms.Max(alarm => alarm.Cursor); // null: from the alarms that stand
            _link = await _module.InvokeAsync<IJSObjectReference>("start", _gone.Token, _self, Navigation.ToAbsoluteUri("hubs/monitor"), cursor, Ids, Open);
            _reloading = ReloadNowAndThenAsync();
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The viewer has left before the page was up.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_reloading is not null)
            await _reloading;
        try
        {
            if (_link is not null)
            {
                await _link.InvokeVoidAsync("stop");
                await _link.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The browser is gone, and the connection with it.
        }
        _self?.Dispose();
        _gone.Dispose();
    }

    private async Task ReloadNowAndThenAsync()
    {
        using var timer = new PeriodicTimer(ReloadAfter, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
                await ReloadAsync();
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The page is left.
        }
    }

    private async Task ReloadAsync()
    {
        await Ward.LoadAsync(_gone.Token);
        if (_link is not null && Ward.Failure is null)
            await _link.InvokeVoidAsync("snapshot", _gone.Token, Ids, Open);
    }

    private string Announce(IReadOnlyList<AlarmRecord> risen)
    {
        var spoken = risen.Take(3).Select(alarm =>
            $"{alarm.Priority} priority alarm, {(Ward.BedOf(alarm.PatientId) is { } bed ? "bed " + bed : "patient " + alarm.PatientId)}: {alarm.Title()}");
        return string.Join(". ", spoken) + (risen.Count > 3 ? $". And {risen.Count - 3} more." : ".");
    }
}

using EcgStream.Dashboard.Api;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Live;

/// <summary>A page that draws with a script and does something now and then while it is open; both end when it is left.</summary>
public abstract class RunningPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Task? _repeating;

    /// <summary>Who is admitted, and what alarms are open.</summary>
    [Inject]
    protected LiveWard Ward { get; set; } = null!;

    /// <summary>REST through the viewer's browser.</summary>
    [Inject]
    protected BrowserApi Api { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The browser.</summary>
    [Inject]
    protected IJSRuntime Js { get; set; } = null!;

    /// <summary>The page's script, once it runs.</summary>
    protected PageScript? Script { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Does it now and every so often, unless it is being done already.</summary>
    protected void Repeat(TimeSpan every, Func<Task> act) => _repeating ??= RepeatAsync(every, act);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Ward.Changed -= OnWardChanged;
        await _gone.CancelAsync();
        if (_repeating is not null)
            await _repeating;
        if (Script is not null)
            await Script.DisposeAsync();
        _gone.Dispose();
    }

    /// <summary>Alarms or patients are others than before; derived pages look before the page is rendered again.</summary>
    protected virtual void OnWard()
    {
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Ward.Changed += OnWardChanged;

    private void OnWardChanged() => _ = InvokeAsync(() =>
    {
        OnWard();
        StateHasChanged();
    });

    private async Task RepeatAsync(TimeSpan every, Func<Task> act)
    {
        using var timer = new PeriodicTimer(every, Time);
        try
        {
            do await act();
            while (await timer.WaitForNextTickAsync(Gone));
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The page is left.
        }
    }
}

using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Live;

/// <summary>A running JavaScript module of a page: started with its elements, stopped when the page is left.</summary>
public sealed class PageScript : IAsyncDisposable
{
    private readonly IJSObjectReference _module;
    private readonly IJSObjectReference _running;

    private PageScript(IJSObjectReference module, IJSObjectReference running) => (_module, _running) = (module, running);

    /// <summary>Imports a file of this project's static files and calls its <c>start</c>; null when the viewer has left.</summary>
    public static async Task<PageScript?> StartAsync(IJSRuntime js, string file, params object?[] arguments)
    {
        try
        {
            var module = await js.InvokeAsync<IJSObjectReference>("import", $"./_content/EcgStream.Dashboard/{file}");
            return new(module, await module.InvokeAsync<IJSObjectReference>("start", arguments));
        }
        catch (Exception reason) when (IsGone(reason))
        {
            return null;
        }
    }

    /// <summary>True for what interop throws when the browser is no longer there.</summary>
    public static bool IsGone(Exception reason) => reason is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Calls a function of what <c>start</c> returned.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await _running.InvokeVoidAsync(function, arguments);
        }
        catch (Exception reason) when (IsGone(reason))
        {
            // The page goes with its browser.
        }
    }

    /// <summary>Asks a function of what <c>start</c> returned; default when the browser is gone.</summary>
    public async Task<T?> AskAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            return await _running.InvokeAsync<T?>(function, arguments);
        }
        catch (Exception reason) when (IsGone(reason))
        {
            return default;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _running.InvokeVoidAsync("stop");
            await _running.DisposeAsync();
            await _module.DisposeAsync();
        }
        catch (Exception reason) when (IsGone(reason) || reason is JSException)
        {
            // The browser is gone, and the script with it.
        }
    }
}

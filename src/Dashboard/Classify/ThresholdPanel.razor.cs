using System.Globalization;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Classify;

/// <summary>Moves the autoencoder's threshold and shows what that would have done on beats whose truth is known, before it is put in force.</summary>
public sealed partial class ThresholdPanel
{
    private ThresholdAnswer? _answer;
    private ThresholdAnswer? _preview;
    private double _wanted;
    private double? _asked;
    private string? _failure;
    private string _said = "";
    private bool _busy;

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await TryAsync(async () => Take((await Api.GetAsync<ModelsAnswer>("api/models", CancellationToken.None)).Threshold));
        StateHasChanged();
    }

    /// <summary>While an answer is under way only the last position is remembered: the slider never waits.</summary>
    private async Task MoveAsync(double wanted)
    {
        _wanted = Math.Round(wanted, 3);
        var busy = _asked is not null;
        _asked = _wanted;
        if (busy)
            return;
        while (_asked is { } next)
        {
            await TryAsync(async () => _preview = await Api.GetAsync<ThresholdAnswer>(
                $"api/models/autoencoder/threshold?value={next.ToString(CultureInfo.InvariantCulture)}", CancellationToken.None));
            if (_asked == next)
                _asked = null;
        }
    }

    private Task SetAsync(double? threshold) => TryAsync(async () =>
    {
        _busy = true;
        Take(await Api.SendAsync<ThresholdAnswer>("PUT", "api/models/autoencoder/threshold", new { threshold }, CancellationToken.None));
        _said = "In force: live patients are judged by it.";
    });

    private void Take(ThresholdAnswer answer)
    {
        _answer = _preview = answer;
        _wanted = Math.Round(answer.Threshold, 3);
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            _failure = null;
        }
        catch (ApiException reason)
        {
            _failure = reason.Message;
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

    private static bool Same(double a, double b) => Math.Abs(a - b) < 0.0005;

    private static string Number(double number) => number.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Share(double? share) => share is { } one ? one.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}

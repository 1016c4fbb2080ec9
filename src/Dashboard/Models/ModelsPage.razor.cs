using System.Globalization;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Models;

/// <summary>How good the models are, what they weigh, and what others report.</summary>
public sealed partial class ModelsPage : IAsyncDisposable
{
    /// <summary>Accuracy on the official split, from the UCR archive's benchmarks and the methods' papers (docs/models.md).</summary>
    private static readonly (string Name, double Accuracy)[] Published =
        [("TSN", 0.948), ("ROCKET", 0.9472), ("MultiRocket", 0.9464), ("COTE", 0.946), ("InceptionTime", 0.9409), ("FCN", 0.940), ("ResNet", 0.934), ("MLP", 0.929)];

    private static readonly string[] Five = [.. BeatClassNames.All.Select(known => known.Name())];
    private static readonly string[] Two = ["normal", "abnormal"];

    private ElementReference _reliabilityElement;
    private ElementReference _rocElement;
    private ElementReference _prElement;
    private PageScript? _script;
    private ModelsAnswer? _answer;
    private string? _failure;
    private bool _drawn;

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IEnumerable<(string Name, double Accuracy, bool Own)> Beside => Published
        .Select(other => (other.Name, other.Accuracy, false))
        .Concat(_answer?.Evaluation?.Models.Select(model => ($"{NameOf(model.Name)} (here)", model.Accuracy, true)) ?? [])
        .OrderByDescending(one => one.Accuracy);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await LoadAsync();
            StateHasChanged();
        }
        else if (!_drawn && _answer?.Evaluation is { } found)
        {
            _drawn = true;
            _script = await PageScript.StartAsync(Js, "charts/curves.js", _reliabilityElement, _rocElement, _prElement, found.Models.Select(one => new
            {
                name = NameOf(one.Name),
                bins = one.Reliability.Select(bin => new[] { bin.Confidence, bin.Accuracy }),
            }), found.Anomaly.Select(one => new
            {
                name = NameOf(one.Name),
                roc = one.Roc.Select(point => new[] { point.FalsePositiveRate, point.TruePositiveRate }),
                normal = one.Confusion[0].Sum(),
                abnormal = one.Confusion[1].Sum(),
            }));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _answer = await Api.GetAsync<ModelsAnswer>("api/models", CancellationToken.None);
        }
        catch (ApiException reason)
        {
            _failure = reason.Message;
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            // The viewer has left.
        }
    }

    private static string NameOf(string model) => model is "dnn" or "lstm" or "cnn" ? model.ToUpperInvariant() : model;

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}

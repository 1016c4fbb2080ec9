using System.Globalization;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Beats;

/// <summary>One beat: the models side by side, and its signal with overlays.</summary>
public sealed partial class BeatView : IAsyncDisposable
{
    private static readonly (string Key, string Label)[] Shades =
        [("autoencoder", "reconstruction error"), ("dnn", "DNN looked at"), ("lstm", "LSTM looked at"), ("cnn", "CNN looked at")];

    private ElementReference _plotElement;
    private PageScript? _script;
    private string _shade = "autoencoder";

    /// <summary>What the models say, or null before there is a beat.</summary>
    [Parameter]
    public BeatVerdict? Verdict { get; set; }

    /// <summary>float[140] in z-score units, or null where it was not kept.</summary>
    [Parameter]
    public float[]? Samples { get; set; }

    /// <summary>The mean of normal beats to compare with, float[140], or null.</summary>
    [Parameter]
    public float[]? Baseline { get; set; }

    /// <summary>What the baseline is the mean of.</summary>
    [Parameter]
    public string BaselineName { get; set; } = "normal";

    /// <summary>Reconstruction and attributions, or null.</summary>
    [Parameter]
    public BeatExplanation? Explanation { get; set; }

    /// <summary>RR interval in ms for the time axis, or null for sample numbers.</summary>
    [Parameter]
    public double? RrMs { get; set; }

    /// <summary>Something to say of the plot, for example why there is none.</summary>
    [Parameter]
    public string? Note { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IEnumerable<(string Name, ModelVerdict? Verdict)> Answers =>
        [("DNN", Verdict?.Models.Dnn), ("LSTM", Verdict?.Models.Lstm), ("CNN", Verdict?.Models.Cnn)];

    private string PlotLabel => Samples is null ? "No beat is plotted" :
        $"The beat's signal, {Verdict?.Class.Name() ?? "not judged"}" + (Baseline is null ? "" : ", over " + BaselineName) + (Explanation is null ? "" : ", over the autoencoder's reconstruction");

    protected override async Task OnParametersSetAsync() => await DrawAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _script = await PageScript.StartAsync(Js, "charts/beat-plot.js", _plotElement);
        await DrawAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
    }

    private async Task ShadeAsync(string key)
    {
        _shade = key;
        await DrawAsync();
    }

    private Task DrawAsync() => _script?.CallAsync("draw", new
    {
        samples = Samples,
        baseline = Baseline,
        baselineName = BaselineName,
        reconstruction = Explanation?.Reconstruction,
        shade = Explanation?.Attribution.GetValueOrDefault(_shade),
        beatClass = (int)(Verdict?.Class ?? BeatClass.Unknown),
        rrMs = RrMs,
    }) ?? Task.CompletedTask;

    private static string Share(float share) => share.ToString(share is > 0.995f and < 1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private static string Fill(float share) => Math.Clamp(share, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);
}

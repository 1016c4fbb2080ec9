using System.Text.Json;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Classify;

/// <summary>Beats from a file, from numbers or from the ward, judged by all models. The browser sends them itself and keeps the signals.</summary>
public sealed partial class ClassifyPage : IAsyncDisposable
{
    private static readonly (string Name, string Label)[] Filters =
        [("all", "All"), ("abnormal", "Abnormal"), ("disagree", "Models disagree"), ("wrong", "Not as stated")];

    private ElementReference _pageElement;
    private DotNetObjectReference<ClassifyPage>? _self;
    private PageScript? _script;
    private IReadOnlyList<FileRow> _rows = [];
    private IReadOnlyList<FileRowError> _errors = [];
    private BeatVerdict? _verdict;
    private BeatExplanation? _explanation;
    private float[]? _samples;
    private FileRow? _open;
    private string _name = "";
    private string _filter = "all";
    private string _title = "What the models say";
    private string _said = "";
    private string? _failure;
    private string? _note = "No beat has been given yet.";

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private List<FileRow> Shown => [.. _rows.Where(row => _filter switch
    {
        "abnormal" => row.Class.IsAbnormal(),
        "disagree" => row.Disagree,
        "wrong" => IsWrong(row),
        _ => true,
    })];

    private string Summary
    {
        get
        {
            var known = _rows.Count(row => row.Truth != BeatClass.Unknown);
            var counts = string.Join(", ", _rows.CountBy(row => row.Class).OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key.Name()}"));
            return known == 0 ? counts : $"{counts}; {known - _rows.Count(IsWrong)} of {known} as stated";
        }
    }

    /// <summary>The browser has begun to do something, or could not.</summary>
    [JSInvokable]
    public void Said(string words, bool failed)
    {
        (_said, _failure) = failed ? ("", words) : (words, null);
        StateHasChanged();
    }

    /// <summary>A file is being judged: what was shown of the last one goes.</summary>
    [JSInvokable]
    public void Began(string name)
    {
        (_name, _rows, _errors, _open) = (name, [], [], null);
        (_said, _failure) = ($"{name}: being judged…", null);
        StateHasChanged();
    }

    /// <summary>No beat of a file was judged: the reason, and a JSON array of what could not be read.</summary>
    [JSInvokable]
    public void Refused(string reason, string errors)
    {
        (_errors, _said, _failure) = (ReadErrors(errors), "", reason);
        StateHasChanged();
    }

    /// <summary>A file was judged: JSON arrays of its rows and of what could not be read.</summary>
    [JSInvokable]
    public async Task Judged(string name, string rows, string errors)
    {
        _rows = JsonSerializer.Deserialize<FileRow[]>(rows, BrowserApi.Json) ?? [];
        _errors = ReadErrors(errors);
        (_name, _filter, _failure) = (name, "all", null);
        _said = $"{name}: {_rows.Count} beats judged, {_errors.Count} {(_errors.Count == 1 ? "row" : "rows")} with errors.";
        if (_rows.FirstOrDefault(row => row.Class.IsAbnormal()) is { } first)
            await OpenAsync(first);
        StateHasChanged();
    }

    /// <summary>One beat to explain.</summary>
    [JSInvokable]
    public async Task Explain(string title, float[] samples)
    {
        _open = null;
        await ShowAsync(title, samples);
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await PageScript.StartAsync(Js, "Classify/ClassifyPage.razor.js", _pageElement, _self);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
            await _script.DisposeAsync();
        _self?.Dispose();
    }

    private static FileRowError[] ReadErrors(string json) => JsonSerializer.Deserialize<FileRowError[]>(json, BrowserApi.Json) ?? [];

    private async Task OpenAsync(FileRow row)
    {
        if (_script is null || await _script.AskAsync<float[]>("samplesOf", row.Line, (int)row.Truth) is not { } samples)
            return;
        _open = row;
        await ShowAsync($"Line {row.Line} of {_name}", samples);
    }

    private async Task ShowAsync(string title, float[] samples)
    {
        try
        {
            _explanation = await Api.SendAsync<BeatExplanation>("POST", "api/classify/explain", new { samples }, CancellationToken.None);
            (_verdict, _samples, _title, _note, _failure) = (_explanation.Verdict, samples, title, null, null);
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

    private string RowClass(FileRow row, int index) => row == _open ? "chosen" : "";

    private static bool IsWrong(FileRow row) => row.Truth != BeatClass.Unknown && row.Truth != row.Class;

    private static string Remark(FileRow row) => IsWrong(row) ? "not as stated" : row.Disagree ? "models disagree" : "";
}

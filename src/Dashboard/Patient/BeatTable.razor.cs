using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Patient;

/// <summary>A patient's beats from history, newest first, page by page, all or of one class.</summary>
public sealed partial class BeatTable : IDisposable
{
    private const int PageSize = 25;

    private static readonly (BeatClass?, string)[] Classes = [(null, "All"), .. BeatClassNames.All.Select(known => ((BeatClass?)known, known.Name()))];

    private readonly CancellationTokenSource _gone = new();
    private readonly List<StoredBeat> _beats = [];
    private string? _of;
    private BeatClass? _class;
    private string? _next;
    private string? _failure;
    private bool _loading;
    private int _asked;

    /// <summary>Patient.</summary>
    [Parameter, EditorRequired]
    public string PatientId { get; set; } = "";

    /// <summary>Beat that is looked at, or null.</summary>
    [Parameter]
    public long? Chosen { get; set; }

    [Inject]
    private BrowserApi Api { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_of == PatientId)
            return;
        _of = PatientId;
        await LoadAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task FilterAsync(BeatClass? wanted)
    {
        _class = wanted;
        return LoadAsync();
    }

    private Task LoadAsync()
    {
        _beats.Clear();
        _next = null;
        return LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        var asked = ++_asked; // a later question, of another class say, makes this one's answer void
        _loading = true;
        try
        {
            var path = $"api/patients/{PatientId}/beats?limit={PageSize}&waveforms=true"
                + (_class is { } one ? $"&class={(int)one}" : "") + (_next is { } cursor ? $"&cursor={cursor}" : "");
            var page = await Api.GetAsync<BeatPage>(path, _gone.Token);
            if (asked != _asked) return;
            _beats.AddRange(page.Items);
            (_next, _failure) = (page.Next, null);
        }
        catch (ApiException reason)
        {
            if (asked != _asked) return;
            _failure = reason.Message;
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            return;
        }

        _loading = false;
        StateHasChanged();
    }

    private string RowClass(StoredBeat beat, int row) => beat.Beat == Chosen ? "chosen" : "";

    private static string Answer(ModelVerdict? verdict) => verdict is null ? "–" : verdict.Class.Name();

    private static string ClassName(BeatClass beatClass) => beatClass == BeatClass.Unknown ? "no verdict" : beatClass.Name();
}

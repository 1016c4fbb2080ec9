using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Patient;

/// <summary>One patient: the live signal, a beat in all detail, trends, the past, limits. The chosen beat stands in the URL.</summary>
public sealed partial class PatientPage
{
    private const int MostAlarms = 3;
    private static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(3);
    private static readonly (int Hours, string Label)[] Ranges = [(1, "1 h"), (6, "6 h"), (24, "24 h")];

    private ElementReference _pageElement;
    private string? _running;
    private StoredBeat? _chosen;
    private StoredBeat? _newest;
    private BeatExplanation? _explanation;
    private float[]? _baseline;
    private string _baselineName = "normal";
    private string? _failure;
    private string? _note;
    private int _hours = 1;

    /// <summary>Patient.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Number of the beat looked at; without it the newest is followed.</summary>
    [SupplyParameterFromQuery(Name = "beat")]
    public long? Beat { get; set; }

    [Inject]
    private AlarmDesk Desk { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Bed => Ward.BedOf(Id);

    private string Name => Ward.PlaceOf(Id);

    private IEnumerable<AlarmRecord> Alarms => Ward.OpenAlarms.Where(alarm => alarm.PatientId == Id);

    private StoredBeat? Shown => _chosen ?? _newest;

    private BeatVerdict? ShownVerdict => Shown?.Verdict;

    private string BeatTitle => _chosen is { } beat ? $"Beat {beat.Beat}, {Clock.Show(beat.Start)}" : "Newest stored beat";

    protected override Task OnInitializedAsync() => Desk.OpenAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (_running is not null && (_running != Id || Beat != _chosen?.Beat))
            await LoadBeatAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_running == Id)
            return;
        _running = Id;
        if (Script is not null)
            await Script.DisposeAsync();
        (_baseline, _newest, _chosen) = (null, null, null);
        Script = await PageScript.StartAsync(Js, "Patient/PatientPage.razor.js", _pageElement, Id, _hours);
        await LoadBeatAsync();
        Repeat(FollowEvery, () => _chosen is null ? LoadBeatAsync() : Task.CompletedTask);
    }

    private void Choose(long? beat) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("beat", beat));

    private async Task ShowRangeAsync(int hours)
    {
        _hours = hours;
        if (Script is not null)
            await Script.CallAsync("range", hours);
    }

    private async Task LoadBeatAsync()
    {
        try
        {
            if (_baseline is null)
                await LoadBaselineAsync();
            var (asked, before) = ((Id, Beat), Shown?.Beat);
            var found = Beat is not { } number ? await FindNewestAsync()
                : _chosen?.Beat == number ? _chosen
                : await Api.GetAsync<StoredBeat>($"api/patients/{Id}/beats/{number}", Gone);
            if (asked != (Id, Beat)) return; // another is looked at by now, and asked for by itself
            (_chosen, _newest) = Beat is null ? (null, found) : (found, _newest);
            if (Shown?.Beat != before)
                await ExplainAsync();
            _failure = null;
        }
        catch (ApiException reason)
        {
            _failure = reason.Message;
        }
        catch (Exception reason) when (PageScript.IsGone(reason))
        {
            return;
        }
        StateHasChanged();
    }

    /// <summary>The newest stored beat, with the signal that the browser has just drawn where history keeps none.</summary>
    private async Task<StoredBeat?> FindNewestAsync()
    {
        var page = await Api.GetAsync<BeatPage>($"api/patients/{Id}/beats?limit=1&waveforms=true", Gone);
        if (page.Items.FirstOrDefault() is not { } newest)
            return null;
        return newest.Waveform is null && Script is not null
            ? newest with { Waveform = await Script.AskAsync<float[]>("samplesOf", newest.Beat) }
            : newest;
    }

    private async Task ExplainAsync()
    {
        (_explanation, _note) = (null, null);
        if (Shown is null)
            return;
        if (Shown.Waveform is not { } samples)
        {
            _note = $"No signal to plot: {Shown.WaveformAbsent}.";
            return;
        }
        try
        {
            _explanation = await Api.SendAsync<BeatExplanation>("POST", "api/classify/explain", new { samples }, Gone);
        }
        catch (ApiException reason) when (reason.Status == 429)
        {
            _note = "The models are busy with live beats: no reconstruction just now.";
        }
    }

    /// <summary>The mean of the patient's own normal beats of which the signal was kept: those around abnormal ones.</summary>
    private async Task LoadBaselineAsync()
    {
        var page = await Api.GetAsync<BeatPage>($"api/patients/{Id}/beats?class=Normal&limit=200&waveforms=true", Gone);
        var normal = page.Items.Where(beat => beat is { Waveform: not null, Verdict.AnomalyScore: <= 1 }).Take(50).Select(beat => beat.Waveform!).ToArray();
        if (normal.Length == 0)
            return;
        _baseline = [.. Enumerable.Range(0, normal[0].Length).Select(i => normal.Average(beat => beat[i]))];
        _baselineName = $"mean of {normal.Length} normal beats";
    }
}

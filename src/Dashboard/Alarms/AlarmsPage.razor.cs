using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Api;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Alarms;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Alarms;

/// <summary>Open alarms to work through, one or many at a time, and the history of all with who did what.</summary>
public sealed partial class AlarmsPage
{
    /// <summary>Newest alarms of the history that are shown.</summary>
    private const int MostShown = 500;

    private static readonly (string Name, string Label)[] Filters =
        [("", "All"), ("high", "High"), ("medium", "Medium"), ("low", "Low"), ("waiting", "To acknowledge"), ("technical", "Technical")];

    private readonly HashSet<string> _chosen = [];
    private readonly Dictionary<string, AlarmRecord> _history = new(StringComparer.Ordinal);
    private ElementReference _pageElement;
    private string? _failure;
    private long _cursor;
    private bool _loading;

    /// <summary>"history", else the open alarms.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    /// <summary>high, medium, low, waiting, technical, or all.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>Words looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    private AlarmDesk Desk { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool ShowsHistory => View == "history";

    private string FilterNow => Filters.Any(filter => filter.Name == Show) ? Show! : "";

    private IEnumerable<AlarmRecord> Rows => (ShowsHistory
            ? _history.Values.OrderByDescending(alarm => alarm.RaisedAt).AsEnumerable()
            : Ward.OpenAlarms)
        .Where(Matches).Take(MostShown);

    private (string, string)[] Views => [("", $"Open ({Ward.OpenAlarms.Count})"), ("history", "History")];

    protected override Task OnInitializedAsync() => Desk.OpenAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        Script = await PageScript.StartAsync(Js, "Alarms/AlarmsPage.razor.js", _pageElement);
        Repeat(TimeSpan.FromSeconds(1), TickAsync);
    }

    protected override void OnWard() =>
        _chosen.IntersectWith(Ward.OpenAlarms.Where(LiveWard.NeedsAcknowledgement).Select(alarm => alarm.Id));

    /// <summary>Ages grow by themselves; the history is followed while it is looked at.</summary>
    private async Task TickAsync()
    {
        if (ShowsHistory)
            await ReadHistoryAsync();
        StateHasChanged();
    }

    /// <summary>An alarm stands at its last change: reading on from the cursor misses nothing.</summary>
    private async Task ReadHistoryAsync()
    {
        try
        {
            _loading = _cursor == 0;
            AlarmPage page;
            do
            {
                page = await Api.GetAsync<AlarmPage>($"api/alarms?limit=1000&cursor={_cursor}", Gone);
                foreach (var alarm in page.Items)
                    _history[alarm.Id] = alarm;
                _cursor = page.Cursor;
            }
            while (page.Next is not null);
            foreach (var old in _history.Values.OrderByDescending(alarm => alarm.RaisedAt).Skip(4 * MostShown).ToArray())
                _history.Remove(old.Id);
            _failure = null;
        }
        catch (ApiException reason)
        {
            _failure = reason.Message;
        }
        _loading = false;
    }

    private bool Matches(AlarmRecord alarm)
    {
        var wanted = FilterNow switch
        {
            "" => true,
            "waiting" => LiveWard.NeedsAcknowledgement(alarm),
            "technical" => alarm.Kind == AlarmKind.Technical,
            var priority => alarm.Priority.Css() == priority,
        };
        return wanted && (Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            $"{alarm.PatientId} {Ward.BedOf(alarm.PatientId)} {alarm.Title()} {alarm.Text}".Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private void Choose(AlarmRecord alarm)
    {
        if (!_chosen.Remove(alarm.Id))
            _chosen.Add(alarm.Id);
    }

    private void ChooseAll() => _chosen.UnionWith(Rows.Where(LiveWard.NeedsAcknowledgement).Select(alarm => alarm.Id));

    private async Task AcknowledgeChosenAsync()
    {
        foreach (var alarm in Ward.OpenAlarms.Where(alarm => _chosen.Contains(alarm.Id)).ToArray())
            await Desk.AcknowledgeAsync(alarm);
        _chosen.Clear();
    }

    private void Go(string key, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(key, string.IsNullOrWhiteSpace(value) ? null : value.Trim()), replace: true);

    private static string RowClass(AlarmRecord alarm) => alarm.State == AlarmState.Active ? $"calls {alarm.Priority.Css()}" : "";

    private static string StateOf(AlarmRecord alarm) => alarm.State switch
    {
        AlarmState.Active => "present",
        AlarmState.Acknowledged => "acknowledged",
        AlarmState.Latched => "latched, condition gone",
        _ => "over",
    };
}

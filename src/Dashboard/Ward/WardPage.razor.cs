using System.Globalization;
using EcgStream.Contracts.Patients;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Ward;

/// <summary>All patients of the ward, the urgent ones first. Search and order stand in the URL.</summary>
public sealed partial class WardPage : IAsyncDisposable
{
    private static readonly AlarmPriority[] Priorities = [AlarmPriority.High, AlarmPriority.Medium, AlarmPriority.Low];

    private readonly CancellationTokenSource _gone = new();
    private List<PatientStatus> _rows = [];
    private WardOrder _order;
    private int _stale;
    private long _beats;
    private long _beatsPerMinute;
    private Task? _ticking;

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private ViewerClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Words looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>Name of a <see cref="WardOrder"/>; anything else is the default.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    protected override void OnInitialized() => Ward.Changed += OnChanged;

    protected override void OnParametersSet()
    {
        _order = Enum.TryParse<WardOrder>(Order, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : WardOrder.Alarm;
        Read();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ticking = TickAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Ward.Changed -= OnChanged;
        await _gone.CancelAsync();
        if (_ticking is not null)
            await _ticking;
        _gone.Dispose();
    }

    /// <summary>Ages grow and figures go stale without any word from the server.</summary>
    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                Read();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is left.
        }
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Read();
        StateHasChanged();
    });

    private void Read()
    {
        _rows = WardList.Select(Ward.Patients.Select(Ward.WithLatched), Search, _order, IsStale);
        _stale = Ward.Patients.Count(IsStale);
        _beats = Ward.Patients.Sum(patient => patient.Beats);
        _beatsPerMinute = (long)Ward.Patients.Where(patient => !IsStale(patient)).Sum(patient => patient.HeartRate ?? 0);
    }

    private bool IsStale(PatientStatus patient) => Ward.StaleSince(patient) is not null;

    private void SearchFor(string? words) => Go("q", string.IsNullOrWhiteSpace(words) ? null : words.Trim());

    private void OrderBy(WardOrder order) => Go("order", order == WardOrder.Alarm ? null : order.ToString().ToLowerInvariant());

    private void Go(string key, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(key, value), replace: true);

    private int AlarmsOf(AlarmPriority priority) => Ward.OpenAlarms.Count(alarm => alarm.Priority == priority);

    private string RowClass(PatientStatus patient, int row) =>
        (patient.Alarm is null ? "" : $"alarm-{patient.AlarmPriority.Css()} ") + (IsStale(patient) ? "stale" : "");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rate(PatientStatus patient) => patient.HeartRate is { } rate ? Math.Round(rate).ToString(CultureInfo.InvariantCulture) : "–";

    private static string ClassName(PatientStatus patient) =>
        patient.Beats == 0 ? "–" : patient.LastClass == BeatClass.Unknown ? "no verdict" : patient.LastClass.Name();

    private static string Probability(PatientStatus patient) =>
        patient.Beats == 0 || patient.LastClass == BeatClass.Unknown ? "" : patient.LastProbability.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Anomaly(PatientStatus patient) =>
        patient.Beats == 0 || patient.LastClass == BeatClass.Unknown ? "–" : patient.AnomalyScore.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Share of the bar: the threshold (score 1) is at half of it.</summary>
    private static string BarFill(PatientStatus patient) =>
        Math.Clamp(patient.AnomalyScore / 2, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private static string ClassCss(BeatClass beatClass) => beatClass switch
    {
        BeatClass.Normal => "normal",
        BeatClass.Unknown => "unknown",
        _ when beatClass.IsVentricular() => "ventricular",
        _ => "other",
    };
}

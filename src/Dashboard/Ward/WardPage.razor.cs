using EcgStream.Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EcgStream.Dashboard.Ward;

/// <summary>
/// All patients of the ward as tiles, the urgent ones first. The tiles are drawn by the browser from what it hears itself;
/// search, order, filter and density stand in the URL.
/// </summary>
public sealed partial class WardPage : IAsyncDisposable
{
    private static readonly (string Name, string Label)[] Counts =
        [("", "patients"), ("high", "high"), ("medium", "medium"), ("low", "low"), ("abnormal", "abnormal beat"), ("stale", "no live signal")];

    private static readonly (string Order, string Label)[] Orders =
        [("alarm", "Alarm"), ("bed", "Bed"), ("class", "Class"), ("rate", "Rate"), ("anomaly", "Anomaly")];

    private static readonly (string Density, string Label)[] Densities = [("large", "Large"), ("compact", "Compact"), ("list", "List")];

    private ElementReference _countsElement;
    private ElementReference _wallElement;
    private DotNetObjectReference<WardPage>? _self;
    private PageScript? _script;

    [Inject]
    private LiveWard Ward { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Words looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>alarm, bed, class, rate or anomaly.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    /// <summary>One of the counts: only those patients.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>large, compact or list.</summary>
    [SupplyParameterFromQuery(Name = "density")]
    public string? Density { get; set; }

    private string OrderNow => Orders.Any(order => order.Order == Order) ? Order! : "alarm";

    private string DensityNow => Densities.Any(density => density.Density == Density) ? Density! : "compact";

    private string Filter => Counts.Any(count => count.Name == Show) ? Show! : "";

    private object Options => new { search = Search ?? "", order = OrderNow, filter = Filter, density = DensityNow };

    /// <summary>A count was pressed; pressed again it shows all.</summary>
    [JSInvokable]
    public void FilterBy(string name) => Go("show", name.Length == 0 || name == Filter ? null : name);

    protected override async Task OnParametersSetAsync()
    {
        if (_script is not null)
            await _script.CallAsync("set", Options);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await PageScript.StartAsync(Js, "Ward/WardPage.razor.js", _self, _wallElement, _countsElement, Options);
    }

    protected override void OnInitialized() => Ward.Changed += OnChanged;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Ward.Changed -= OnChanged;
        if (_script is not null)
            await _script.DisposeAsync();
        _self?.Dispose();
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void SearchFor(string? words) => Go("q", string.IsNullOrWhiteSpace(words) ? null : words.Trim());

    private void Go(string key, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(key, value), replace: true);
}

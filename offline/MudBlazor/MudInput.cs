using Microsoft.AspNetCore.Components;

namespace MudBlazor;

/// <summary>What text fields and selects share.</summary>
public abstract class MudInput<T> : MudComponentBase
{
    [Parameter] public T? Value { get; set; }
    [Parameter] public EventCallback<T> ValueChanged { get; set; }
    [Parameter] public string? Label { get; set; }
    [Parameter] public string? Placeholder { get; set; }
    [Parameter] public Variant Variant { get; set; }
    [Parameter] public Margin Margin { get; set; }
    [Parameter] public bool Disabled { get; set; }

    protected string Frame => Classes(
        "mud-input-control",
        $"mud-input-control-margin-{Css(Margin)}",
        $"mud-input-{Css(Variant)}",
        Disabled ? "mud-disabled" : null);
}

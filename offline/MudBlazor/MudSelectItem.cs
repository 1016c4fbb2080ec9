using Microsoft.AspNetCore.Components;

namespace MudBlazor;

/// <summary>A choice of a <see cref="MudSelect{T}"/>, which renders it.</summary>
public sealed class MudSelectItem<T> : MudComponentBase, IDisposable
{
    [CascadingParameter] internal MudSelect<T>? Select { get; set; }
    [Parameter] public T? Value { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void OnInitialized() => Select?.Add(this);

    public void Dispose() => Select?.Remove(this);
}

using Microsoft.AspNetCore.Components;

namespace EcgStream.Dashboard.Layout;

/// <summary>A row of buttons of which one is chosen.</summary>
public sealed partial class Choices<T>
{
    /// <summary>What is chosen here, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What there is to choose from, with what the buttons say.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(T Value, string Name)> Options { get; set; } = [];

    /// <summary>The chosen one.</summary>
    [Parameter, EditorRequired]
    public T Chosen { get; set; } = default!;

    /// <summary>One was pressed.</summary>
    [Parameter, EditorRequired]
    public EventCallback<T> OnChoose { get; set; }
}

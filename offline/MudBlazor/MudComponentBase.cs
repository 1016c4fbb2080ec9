using Microsoft.AspNetCore.Components;

namespace MudBlazor;

/// <summary>What every component takes; a parameter that it does not know throws, an HTML attribute passes through.</summary>
public abstract class MudComponentBase : ComponentBase
{
    [Parameter] public string? Class { get; set; }
    [Parameter] public string? Style { get; set; }
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object?> UserAttributes { get; set; } = [];

    protected override void OnParametersSet()
    {
        foreach (var name in UserAttributes.Keys)
            if (name.Any(char.IsUpper))
                throw new InvalidOperationException($"The stand-in for MudBlazor's {GetType().Name} has no parameter '{name}': add it under offline/MudBlazor or do without.");
    }

    /// <summary>Class names, the empty ones left out.</summary>
    protected string Classes(params ReadOnlySpan<string?> names) => Join(names, Class);

    private static string Join(ReadOnlySpan<string?> names, string? own)
    {
        var all = new List<string>(names.Length + 1);
        foreach (var name in names)
            if (!string.IsNullOrEmpty(name))
                all.Add(name);
        if (!string.IsNullOrEmpty(own))
            all.Add(own);
        return string.Join(' ', all);
    }

    /// <summary>An enumeration's value as MudBlazor's CSS spells it.</summary>
    protected static string Css(Enum value) => value.ToString().ToLowerInvariant();
}

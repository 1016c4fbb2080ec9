namespace MudBlazor;

/// <summary>Colours are CSS variables of MudBlazor.min.css here; there is nothing to render.</summary>
public sealed class MudThemeProvider : MudComponentBase;

/// <summary>No component of the stand-in opens a popover; there is nothing to render.</summary>
public sealed class MudPopoverProvider : MudComponentBase;

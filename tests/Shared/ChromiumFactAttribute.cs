namespace EcgStream.Testing;

/// <summary>A test in a real browser; skipped, with the reason, where there is none.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Find() is null)
            Skip = "No Chromium: set ECGSTREAM_CHROMIUM to its program, or install it as /usr/bin/chromium.";
    }
}

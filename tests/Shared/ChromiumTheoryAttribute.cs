namespace EcgStream.Testing;

/// <summary>A test with data in a real browser; skipped, with the reason, where there is none.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (Chromium.Find() is null)
            Skip = "No Chromium: set ECGSTREAM_CHROMIUM to its program, or install it as /usr/bin/chromium.";
    }
}

namespace MudBlazor;

/// <summary>The icons in use: 24 × 24, drawn for this stand-in.</summary>
public static class Icons
{
    public static class Material
    {
        public static class Filled
        {
            public const string Menu = """<path d="M3 6h18v2H3zM3 11h18v2H3zM3 16h18v2H3z"/>""";
            public const string Search = """<path fill-rule="evenodd" d="M10 3a7 7 0 1 0 4.2 12.6l5 5 1.4-1.4-5-5A7 7 0 0 0 10 3Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z"/>""";
            public const string Contrast = """<path fill-rule="evenodd" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2v16a8 8 0 0 1 0-16Z"/>""";
            public const string MonitorHeart = """<path d="M2 5h20v6h-4.4l-1.7-3.4a1 1 0 0 0-1.8 0L10 15.800 7.900 11.600A1 1 0 0 0 7 11H2zM2 13h4.400l2.700 5.400a1 1 0 0 0 1.800 0L15 10.200l1.100 2.300a1 1 0 0 0 .9.5h5v6H2z"/>""";
        }
    }
}

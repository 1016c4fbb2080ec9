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
            public const string Notifications = """<path d="M12 2a2 2 0 0 1 2 2 6 6 0 0 1 4 6v5l2 3H4l2-3v-5a6 6 0 0 1 4-6 2 2 0 0 1 2-2Zm-2 17h4a2 2 0 0 1-4 0Z"/>""";
            public const string Science = """<path fill-rule="evenodd" d="M8 2h8v2h-1v5l5 10a2 2 0 0 1-2 3H6a2 2 0 0 1-2-3L9 9V4H8Zm3 2v6l-3 6h8l-3-6V4Z"/>""";
            public const string BarChart = """<path d="M4 10h4v10H4zM10 4h4v16h-4zM16 13h4v7h-4z"/>""";
            public const string Speed = """<path fill-rule="evenodd" d="M12 4a10 10 0 0 0-8.500 15.500h17A10 10 0 0 0 12 4Zm0 2a8 8 0 0 1 7.400 11.500H4.600A8 8 0 0 1 12 6Zm5 3-6 4a2 2 0 1 0 2.500 2.500Z"/>""";
            public const string HelpOutline = """<path fill-rule="evenodd" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm-1 12h2v2h-2Zm1-10a4 4 0 0 0-4 4h2a2 2 0 1 1 3.200 1.600C11.800 12.600 11 13.300 11 15h2c0-.8.4-1.200 1.300-1.900A4 4 0 0 0 12 6Z"/>""";
            public const string VolumeUp = """<path d="M3 9v6h4l5 5V4L7 9Zm11-1.500v9a5 5 0 0 0 0-9ZM14 3v2.100a7 7 0 0 1 0 13.800V21a9 9 0 0 0 0-18Z"/>""";
            public const string VolumeOff = """<path d="M3 9v6h4l5 5V4L7 9Zm11.400 0L13 10.400l1.600 1.600L13 13.600l1.400 1.400L16 13.400l1.600 1.600 1.400-1.400-1.600-1.600 1.600-1.600L17.600 9 16 10.600Z"/>""";
        }
    }
}

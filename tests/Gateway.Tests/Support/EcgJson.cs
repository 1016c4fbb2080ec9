using System.Globalization;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>JSON of beats and chunks.</summary>
internal static class EcgJson
{
    public static string Beat(int first = 0, int count = 140) =>
        "[" + string.Join(",", Enumerable.Range(0, count).Select(i => i == 0 ? first.ToString(CultureInfo.InvariantCulture) : "0.5")) + "]";

    public static string BeatWith(string token, int at) =>
        "[" + string.Join(",", Enumerable.Range(0, 140).Select(i => i == at ? token : "0.5")) + "]";

    public static string Chunk(long first = 0, int count = 140, string rr = "820", string time = "\"2026-01-31T12:00:00Z\"") =>
        $$"""{"firstSample":{{first}},"startTime":{{time}},"rrMs":{{rr}},"samples":{{Beat(count: count)}}}""";

    public static string Chunks(params string[] chunks) => $$"""{"chunks":[{{string.Join(",", chunks)}}]}""";
}

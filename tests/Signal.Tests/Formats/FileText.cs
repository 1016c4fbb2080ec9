using System.Globalization;
using System.Text;
using EcgStream.Signal.Formats;

namespace EcgStream.Signal.Tests.Formats;

/// <summary>Made-up files of beats. Beat b holds (b + i) / 1000 − 0.5 at i, so that no sample looks like a class.</summary>
internal static class FileText
{
    public static float Sample(int beat, int i) => (beat + i) / 1000f - 0.5f;

    public static float[] Samples(int beat, int count = 140) => [.. Enumerable.Range(0, count).Select(i => Sample(beat, i))];

    public static string Values(int beat, string separator = ",", int count = 140, string format = "R") => string.Join(
        separator, Samples(beat, count).Select(v => v.ToString(format, CultureInfo.InvariantCulture)));

    public static List<FileRow> Read(string text, string file, EcgFileOptions? options = null) =>
        Read(Encoding.UTF8.GetBytes(text), file, options);

    public static List<FileRow> Read(byte[] text, string file, EcgFileOptions? options = null) =>
        [.. EcgFile.Read(new MemoryStream(text), file, options)];

    /// <summary>"line class" or "line:column reason" per row.</summary>
    public static string[] Show(IEnumerable<FileRow> rows) =>
        [.. rows.Select(r => r.Error is { } e ? $"{e.Line}:{e.Column} {e.Reason}" : $"{r.Line} {r.Beat!.Class}")];
}

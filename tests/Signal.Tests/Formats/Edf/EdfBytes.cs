using System.Text;

namespace EcgStream.Signal.Tests.Formats.Edf;

/// <summary>Makes EDF files.</summary>
internal sealed class EdfBytes
{
    private readonly List<(string[] Fields, Func<int, byte[]> Record)> _signals = [];

    public string Reserved { get; set; } = "EDF+C";
    public string Version { get; set; } = "0";
    public string Date { get; set; } = "29.02.84";
    public string Time { get; set; } = "23.59.58";
    public string Records { get; set; } = "3";
    public string Seconds { get; set; } = "2";
    public string? SignalCount { get; set; }
    public string? HeaderBytes { get; set; }

    /// <summary>A signal of samples; the value of sample i is made by <paramref name="sample"/>.</summary>
    public EdfBytes Signal(string label, int perRecord, Func<int, int> sample, string units = "uV", string physicalMin = "-1000",
        string physicalMax = "1000", string digitalMin = "-2000", string digitalMax = "2000", string? samples = null)
    {
        _signals.Add(([label, "AgCl", units, physicalMin, physicalMax, digitalMin, digitalMax, "HP:0.05Hz", samples ?? $"{perRecord}", ""],
            record => [.. Enumerable.Range(record * perRecord, perRecord).SelectMany(i => BitConverter.GetBytes((short)sample(i)))]));
        return this;
    }

    /// <summary>A signal of annotations, with the bytes of each record.</summary>
    public EdfBytes Annotations(int perRecord, params string[] records)
    {
        _signals.Add((["EDF Annotations", "", "", "-1", "1", "-32768", "32767", "", $"{perRecord}", ""], record =>
        {
            var bytes = new byte[2 * perRecord];
            if (record < records.Length) Encoding.UTF8.GetBytes(records[record], bytes);
            return bytes;
        }));
        return this;
    }

    public byte[] Make(int records = 3)
    {
        var file = new MemoryStream();
        Write(Version, 8);
        Write("X F 01-JAN-1950 A_name", 80);
        Write("Startdate 29-FEB-2084 X X X", 80);
        Write(Date, 8);
        Write(Time, 8);
        Write(HeaderBytes ?? $"{256 * (_signals.Count + 1)}", 8);
        Write(Reserved, 44);
        Write(Records, 8);
        Write(Seconds, 8);
        Write(SignalCount ?? $"{_signals.Count}", 4);
        int[] widths = [16, 80, 8, 8, 8, 8, 8, 80, 8, 32];
        for (var field = 0; field < widths.Length; field++)
            foreach (var signal in _signals) Write(signal.Fields[field], widths[field]);
        for (var record = 0; record < records; record++)
            foreach (var signal in _signals) file.Write(signal.Record(record));
        return file.ToArray();

        void Write(string text, int width) => file.Write(Encoding.Latin1.GetBytes(text.PadRight(width)[..width]));
    }
}

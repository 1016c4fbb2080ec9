using EcgStream.Signal.Formats;
using EcgStream.Signal.Formats.Edf;
using EcgStream.Signal.Tests.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Edf;

public sealed class EdfTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Header_HasEveryField()
    {
        var header = EdfHeader.Read(_folder.Bytes("a.edf", TwoLeads().Make()));
        Assert.Equal(("X F 01-JAN-1950 A_name", "Startdate 29-FEB-2084 X X X"), (header.Patient, header.Recording));
        Assert.Equal((new DateTime(2084, 2, 29, 23, 59, 58), EdfKind.Continuous), (header.Start, header.Kind));
        Assert.Equal((3L, 2.0, 6.0), (header.RecordCount, header.RecordSeconds, header.Seconds));
        Assert.Equal(new("ECG II", "AgCl", "uV", -1000, 1000, -2000, 2000, "HP:0.05Hz", 500), header.Signals[0]);
        Assert.Equal(("II", 250.0, 0.5), (header.Signals[0].Lead, header.SampleRateHz(header.Signals[0]), header.Signals[0].MicrovoltsPerUnit));
        Assert.Equal([false, true, false], header.Signals.Select(signal => signal.IsAnnotations));
    }

    [Theory]
    [InlineData("01.01.85", "00.00.00", 1985)]
    [InlineData("31.12.99", "00.00.00", 1999)]
    [InlineData("01.01.00", "00.00.00", 2000)]
    [InlineData("31.02.10", "00.00.00", null)]
    [InlineData("xx.xx.xx", "00.00.00", null)]
    public void Read_Date_IsTheYearOfEdfPlus(string date, string time, int? year) =>
        Assert.Equal(year, EdfHeader.Read(_folder.Bytes("a.edf", new EdfBytes { Date = date, Time = time }.Signal("ECG", 4, i => i).Make())).Start?.Year);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    [InlineData(1_501)]
    public void Read_Samples_AreTheSameInAnyCut(int framesAtATime)
    {
        var all = ReadAll(_folder.Bytes("a.edf", TwoLeads().Make()), framesAtATime);
        Assert.Equal(Enumerable.Range(0, 1_500).SelectMany(i => new[] { i - 700, 700 - i }), all);
    }

    [Fact]
    public void Read_RecordCountUnknown_ReadsToTheEnd()
    {
        var path = _folder.Bytes("a.edf", TwoLeads(file => file.Records = "-1").Make(records: 5));
        Assert.Equal(5 * 500 * 2, ReadAll(path, 100).Length);
    }

    [Fact]
    public void ToMillivolts_Units_AreScaled()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes()
            .Signal("ECG I", 4, i => 1_000).Signal("V1", 4, i => 1_000, "mV", "0", "10", "0", "2000").Signal("V2", 4, i => 1_000, "V", "0.01", "-0.01").Make());
        using var reader = EdfSignalReader.Open(path);
        var frame = new int[3];
        var millivolts = new float[3];
        Assert.Equal(1, reader.Read(frame));
        reader.ToMillivolts(frame, millivolts);
        Assert.Equal([0.5f, 5f, -5f], millivolts);
    }

    [Fact]
    public void Read_ChosenSignals_MayLeaveOutThoseOfOtherRates()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes().Signal("ECG I", 500, i => i).Signal("Resp", 50, i => i, "mmHg").Signal("ECG II", 500, i => -i).Make());
        using var reader = new EdfSignalReader(EdfHeader.Read(path), [2, 0]);
        var frames = new int[6];
        Assert.Equal(3, reader.Read(frames));
        Assert.Equal([0, 0, -1, 1, -2, 2], frames);
        Assert.Equal(["ECG II", "ECG I"], reader.Signals.Select(signal => signal.Label));
    }

    [Fact]
    public void Read_UnequalRates_AreRefused()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes().Signal("ECG I", 500, i => i).Signal("Resp", 50, i => i).Make());
        var error = RecordFolder.Error(() => EdfSignalReader.Open(path));
        Assert.Equal(("a.edf", "signal 2"), (error.File, error.Place));
        Assert.Contains("25 Hz", error.Reason);
        Assert.Contains("250 Hz", error.Reason);
    }

    [Fact]
    public void Read_Discontinuous_IsRefusedForSamplesAndReadForAnnotations()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes { Reserved = "EDF+D" }.Signal("ECG", 4, i => i)
            .Annotations(20, "+0\x14\x14\0", "+10\x14\x14\0+11\x14late\x14\0").Make());
        var error = RecordFolder.Error(() => EdfSignalReader.Open(path));
        Assert.Contains("discontinuous", error.Reason);
        Assert.Equal([new(11, null, "late")], EdfAnnotations.Read(EdfHeader.Read(path)));
    }

    [Fact]
    public void Read_AnnotationsOnly_HasNoSamples()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes { Seconds = "0" }.Annotations(20, "+0\x14\x14\0+1\x14x\x14\0").Make());
        Assert.Contains("annotations only", RecordFolder.Error(() => EdfSignalReader.Open(path)).Reason);
    }

    [Fact]
    public void Read_Annotations_HaveOnsetDurationAndText()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes().Signal("ECG", 4, i => i).Annotations(40,
            "+0.5\x14\x14\0+1.5\x15" + "2\x14" + "Übergang\x14\0-1\x14" + "before\x14\0",
            "+2.5\x14\x14" + "at once\x14\0",
            "+4.5\x14\x14\0+6\x14" + "one\x14" + "two\x14\0").Make());
        Assert.Equal(
            [new(1, 2, "Übergang"), new(-1.5, null, "before"), new(2, null, "at once"), new(5.5, null, "one"), new(5.5, null, "two")],
            EdfAnnotations.Read(EdfHeader.Read(path)));
    }

    [Theory]
    [InlineData("+0\x14\x14\0+9\x14late\x14\0")] // beyond the end: the recording lasts 6 s
    [InlineData("+0\x14\x14\0+1\x14open\0")]
    [InlineData("+0\x14\x14\0" + "1\x14unsigned\x14\0")]
    [InlineData("+0\x14\x14\0+x\x14no number\x14\0")]
    [InlineData("+0\x14\x14\0+1\x15-2\x14less than nothing\x14\0")]
    public void Read_BrokenAnnotation_NamesItsRecord(string lists)
    {
        var header = EdfHeader.Read(_folder.Bytes("a.edf", new EdfBytes().Signal("ECG", 4, i => i).Annotations(30, "+0\x14\x14\0", lists).Make()));
        var error = RecordFolder.Error(() => EdfAnnotations.Read(header));
        Assert.Equal(("a.edf", "annotations of data record 2"), (error.File, error.Place));
    }

    [Theory]
    [InlineData("byte 0")]
    [InlineData("byte 236", nameof(EdfBytes.Records), "three")]
    [InlineData("byte 236", nameof(EdfBytes.Records), "-2")]
    [InlineData("byte 244", nameof(EdfBytes.Seconds), "0")]
    [InlineData("byte 244", nameof(EdfBytes.Seconds), "NaN")]
    [InlineData("byte 244", nameof(EdfBytes.Seconds), "-1")]
    [InlineData("byte 252", nameof(EdfBytes.SignalCount), "0")]
    [InlineData("byte 184", nameof(EdfBytes.SignalCount), "2")]
    [InlineData("byte 184", nameof(EdfBytes.HeaderBytes), "256")]
    [InlineData("byte 536", nameof(EdfBytes.Records), "4")] // truncated: four records are stated
    public void Read_BrokenHeader_NamesThePlace(string place, string? field = null, string? value = null)
    {
        var file = new EdfBytes();
        if (field is null) file.Version = "1";
        else typeof(EdfBytes).GetProperty(field)!.SetValue(file, value);
        var path = _folder.Bytes("a.edf", file.Signal("ECG", 4, i => i).Make());
        var error = RecordFolder.Error(() => EdfHeader.Read(path));
        Assert.Equal(("a.edf", place), (error.File, error.Place));
    }

    [Fact]
    public void Read_BrokenSignalFields_NameThePlace()
    {
        Assert.Equal("byte 472", Place(new EdfBytes().Signal("ECG", 4, i => i, samples: "0")));
        Assert.Equal("byte 472", Place(new EdfBytes().Signal("ECG", 4, i => i, samples: "99999999")));
        Assert.Equal("byte 360", Place(new EdfBytes().Signal("ECG", 4, i => i, physicalMin: "low")));
        Assert.Equal("byte 368", Place(new EdfBytes().Signal("ECG", 4, i => i, physicalMin: "5", physicalMax: "5")));
        Assert.Equal("byte 384", Place(new EdfBytes().Signal("ECG", 4, i => i, digitalMin: "5", digitalMax: "5")));
        Assert.Equal("byte 384", Place(new EdfBytes().Signal("ECG", 4, i => i, digitalMax: "40000")));

        string Place(EdfBytes file) => RecordFolder.Error(() => EdfHeader.Read(_folder.Bytes("a.edf", file.Make()))).Place;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(300)]
    [InlineData(535)]
    public void Read_TruncatedFile_NamesTheByteWhereItEnds(int length)
    {
        var path = _folder.Bytes("a.edf", new EdfBytes().Signal("ECG", 4, i => i).Make()[..length]);
        Assert.Equal($"byte {length}", RecordFolder.Error(() => EdfHeader.Read(path)).Place);
    }

    [Fact]
    public void Read_PartOfARecord_IsAnErrorWhereTheCountIsUnknown()
    {
        var path = _folder.Bytes("a.edf", new EdfBytes { Records = "-1" }.Signal("ECG", 4, i => i).Make()[..^1]);
        Assert.Equal("byte 535", RecordFolder.Error(() => EdfHeader.Read(path)).Place);
    }

    [Fact]
    public void Read_BdfOrAbsentFile_IsRefused()
    {
        var bytes = new EdfBytes().Signal("ECG", 4, i => i).Make();
        bytes[0] = 0xFF;
        Assert.Contains("BDF", RecordFolder.Error(() => EdfHeader.Read(_folder.Bytes("a.bdf", bytes))).Reason);
        Assert.Equal("opening", RecordFolder.Error(() => EdfHeader.Read(_folder.At("absent.edf"))).Place);
    }

    [Fact]
    public void Read_MutatedCopies_ThrowNothingElse()
    {
        var random = new Random(26);
        var original = new EdfBytes { Seconds = "1" }.Signal("ECG I", 20, i => i).Signal("ECG II", 20, i => -i, "mV")
            .Annotations(20, "+0\x14\x14\0+0.5\x14one\x14\0", "+1\x14\x14\0", "+2\x14\x14\0+2.5\x15" + "1\x14two\x14\0").Make();
        Assert.Null(ReadMutated(original));
        var (read, refused) = (0, 0);
        for (var copy = 0; copy < 10_000; copy++)
            if (ReadMutated(Mutation.Of(original, random)) is null) read++;
            else refused++;
        Assert.True(read > 100 && refused > 1_000, $"{read} read, {refused} refused");
    }

    // Null when all was read; else the error. Any other exception fails the test.
    private static SignalFileException? ReadMutated(byte[] bytes)
    {
        try
        {
            var header = EdfHeaderParser.Parse("a.edf", new MemoryStream(bytes));
            using var reader = new EdfSignalReader(header, null, _ => new MemoryStream(bytes));
            var block = new int[16 * reader.Signals.Count];
            while (reader.Read(block) > 0) { }
            EdfAnnotations.Read(header, _ => new MemoryStream(bytes));
            return null;
        }
        catch (SignalFileException error)
        {
            Assert.DoesNotContain('\n', error.Message);
            return error;
        }
    }

    private static EdfBytes TwoLeads(Action<EdfBytes>? change = null)
    {
        var file = new EdfBytes();
        change?.Invoke(file);
        return file.Signal("ECG II", 500, i => i - 700).Annotations(10, "+0\x14\x14\0").Signal("V1", 500, i => 700 - i);
    }

    private static int[] ReadAll(string path, int framesAtATime)
    {
        using var reader = EdfSignalReader.Open(path);
        var all = new List<int>();
        var block = new int[framesAtATime * reader.Signals.Count];
        for (int read; (read = reader.Read(block)) > 0;) all.AddRange(block[..(read * reader.Signals.Count)]);
        return [.. all];
    }
}

using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

public sealed class WfdbSignalReaderTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("16", new byte[] { 1, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0x80 }, new[] { 1, -1, 32767, -32768 })]
    [InlineData("24", new byte[] { 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0x80 }, new[] { 1, -1, 8388607, -8388608 })]
    [InlineData("32", new byte[] { 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0x80 }, new[] { 1, -1, int.MaxValue, int.MinValue })]
    [InlineData("80", new byte[] { 129, 127, 255, 0 }, new[] { 1, -1, 127, -128 })]
    [InlineData("212", new byte[] { 0x01, 0xF0, 0xFF, 0xFF, 0x87, 0x00 }, new[] { 1, -1, 2047, -2048 })]
    [InlineData("212", new byte[] { 0x01, 0xF0, 0xFF, 0xFF, 0x07 }, new[] { 1, -1, 2047 })]
    public void Read_Format_DecodesItsExtremes(string format, byte[] bytes, int[] samples)
    {
        _folder.Bytes("r.dat", bytes);
        foreach (var (count, width) in new[] { (samples.Length, 1), (0, 1), (samples.Length / 2, 2) })
        {
            if (samples.Length % width != 0) continue;
            var signal = $"r.dat {format} 200\n";
            _folder.Text("r.hea", $"r {width} 360 {count}\n{string.Concat(Enumerable.Repeat(signal, width))}");
            for (var framesAtATime = 1; framesAtATime < 5; framesAtATime++)
                Assert.Equal(samples, RecordFolder.ReadAll(_folder.At("r.hea"), framesAtATime));
        }
    }

    [Fact]
    public void Read_SeveralFiles_PutsSignalsInTheOrderOfTheHeader()
    {
        _folder.Bytes("a.dat", 1, 0, 3, 0, 4, 0, 6, 0);
        _folder.Bytes("b.dat", 0, 130, 133);
        _folder.Text("r.hea", "r 3 360 2\na.dat 16\nb.dat 80+1\na.dat 16\n");
        Assert.Equal([1, 2, 3, 4, 5, 6], RecordFolder.ReadAll(_folder.At("r.hea"), 1));
        _folder.Text("r.hea", "r 3 360 0\na.dat 16\nb.dat 80+1\na.dat 16\n");
        Assert.Equal([1, 2, 3, 4, 5, 6], RecordFolder.ReadAll(_folder.At("r.hea"), 9));
    }

    [Fact]
    public void Read_ManyFrames_AreTheSameInAnyCut()
    {
        var random = new Random(7);
        var bytes = new byte[3 * 30_000];
        random.NextBytes(bytes);
        _folder.Bytes("r.dat", bytes);
        _folder.Text("r.hea", "r 3 360 20000\nr.dat 212\nr.dat 212\nr.dat 212\n");
        var all = RecordFolder.ReadAll(_folder.At("r.hea"), 20_000);
        Assert.Equal(60_000, all.Length);
        foreach (var cut in new[] { 1, 7, 1_023, 4_096 }) Assert.Equal(all, RecordFolder.ReadAll(_folder.At("r.hea"), cut));
    }

    [Fact]
    public void Read_Values_BecomeMillivolts()
    {
        _folder.Bytes("r.dat", 0xE8, 0x03, 0x64, 0x00, 0x00, 0x80, 0x00, 0x80);
        _folder.Text("r.hea", "r 2 360 2\nr.dat 16 200(600)\nr.dat 16 2/uV 0 50\n");
        using var reader = WfdbSignalReader.Open(_folder.At("r"));
        var frames = new int[4];
        var millivolts = new float[2];
        Assert.Equal(2, reader.Read(frames));
        reader.ToMillivolts(frames.AsSpan(0, 2), millivolts);
        Assert.Equal([2f, 0.025f], millivolts);
        reader.ToMillivolts(frames.AsSpan(2, 2), millivolts);
        Assert.Equal([float.NaN, float.NaN], millivolts);
        Assert.Equal((2.0, true), (reader.Header.Signals[0].ToPhysical(1_000), double.IsNaN(reader.Header.Signals[0].ToPhysical(short.MinValue))));
    }

    [Fact]
    public void ToMillivolts_PressureSignal_IsAnError()
    {
        _folder.Bytes("r.dat", 0, 0);
        _folder.Text("r.hea", "r 1 360 1\nr.dat 16 200/mmHg\n");
        using var reader = WfdbSignalReader.Open(_folder.At("r"));
        Assert.Contains("not a voltage", RecordFolder.Error(() => reader.ToMillivolts([0], new float[1])).Reason);
    }

    [Theory]
    [InlineData("r 1 360 3\nr.dat 16 200 16 0 9 6\n", "r.dat", "first sample of signal 1")]
    [InlineData("r 1 360 3\nr.dat 16 200 16 0 1 7\n", "r.dat", "signal 1")]
    [InlineData("r 1 360 0\nr.dat 16 200 16 0 1 7\n", "r.dat", "signal 1")]
    [InlineData("r 1 360 4\nr.dat 16 200 16 0 1 6\n", "r.dat", "byte 6")]
    [InlineData("r 1 360 0\nr.dat 32\n", "r.dat", "frame 1")]
    [InlineData("r 2 360 0\nr.dat 16\nr.dat 16\n", "r.dat", "frame 1")]
    [InlineData("r 2 360 2\nr.dat 16\nr.dat 80\n", "r.hea", "signal 2")]
    [InlineData("r 2 360 0\nr.dat 16\nlong.dat 16\n", "r.hea", "frame 3")]
    [InlineData("r 1 360 3\nabsent.dat 16\n", "absent.dat", "opening")]
    [InlineData("r 1 360 3\nr.dat 16+900\n", "r.dat", "byte 6")]
    [InlineData("r 1 360 140000000000000000\nr.dat 32\n", "r.dat", "byte 6")]
    public void Read_BrokenRecord_NamesFileAndPlace(string header, string file, string place)
    {
        _folder.Bytes("r.dat", 1, 0, 2, 0, 3, 0);
        _folder.Bytes("long.dat", 1, 0, 2, 0, 3, 0, 4, 0);
        _folder.Text("r.hea", header);
        var error = RecordFolder.Error(() => RecordFolder.ReadAll(_folder.At("r.hea")));
        Assert.Equal((file, place), (error.File, error.Place));
    }

    [Fact]
    public void Read_ChecksumAsUnsigned_IsAccepted()
    {
        _folder.Bytes("r.dat", 0xFF, 0xFF);
        _folder.Text("r.hea", "r 1 360 1\nr.dat 16 200 16 0 -1 65535\n");
        Assert.Equal([-1], RecordFolder.ReadAll(_folder.At("r.hea")));
    }

    [Fact]
    public void Read_PartOfAFrame_IsTheCallersError()
    {
        _folder.Bytes("r.dat", 1, 0, 2, 0);
        _folder.Text("r.hea", "r 2 360 1\nr.dat 16\nr.dat 16\n");
        using var reader = WfdbSignalReader.Open(_folder.At("r"));
        Assert.Throws<ArgumentException>(() => reader.Read(new int[3]));
    }

    [Fact]
    public void Read_InBlocks_AllocatesNothing()
    {
        _folder.Bytes("r.dat", new byte[300_000]);
        _folder.Text("r.hea", "r 2 360 100000\nr.dat 212\nr.dat 212\n");
        using var reader = WfdbSignalReader.Open(_folder.At("r"));
        var block = new int[2 * 500];
        reader.Read(block);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) reader.Read(block);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

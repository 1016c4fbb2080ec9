using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

public sealed class WfdbHeaderTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EveryField_IsTaken()
    {
        var header = WfdbHeader.Read(_folder.Text("r.hea",
            "# before\r\n\r\nr 2 360/1080(0) 650000 12:00:00 01/02/1980\r\nr.dat 16+512 200.5(-3)/uV 11 1024 995 -22131 0 lead II\r\nb.dat 212x1:0 -100 12 7\r\n# a comment\r\n#another\r\n"));
        Assert.Equal(("r", 360.0, 650_000L), (header.Record, header.SampleRateHz, header.SampleCount));
        Assert.Equal(new("r.dat", WfdbFormat.Format16, 512, 200.5, -3, "uV", 11, 1024, 995, -22131, "lead II"), header.Signals[0]);
        Assert.Equal(new("b.dat", WfdbFormat.Format212, 0, -100, 7, "mV", 12, 7, null, null, ""), header.Signals[1]);
        Assert.Equal(["a comment", "another"], header.Comments);
        Assert.Equal(_folder.At("r.atr"), header.PathOf("atr"));
    }

    [Fact]
    public void Read_Defaults_AreThoseOfTheFormat()
    {
        var header = WfdbHeader.Read(_folder.Text("r.hea", "r 1\nr.dat 80\n")[..^4]);
        Assert.Equal((250.0, 0L), (header.SampleRateHz, header.SampleCount));
        Assert.Equal(new("r.dat", WfdbFormat.Format80, 0, 200, 0, "mV", 0, 0, null, null, ""), header.Signals[0]);
    }

    [Theory]
    [InlineData("mV", 5.0)]
    [InlineData("uV", 0.005)]
    [InlineData("µV", 0.005)]
    [InlineData("V", 5_000.0)]
    [InlineData("mmHg", null)]
    public void MicrovoltsPerUnit_Unit_IsScaled(string units, double? expected) =>
        Assert.Equal(expected, WfdbHeader.Read(_folder.Text("r.hea", $"r 1\nr.dat 16 200/{units}\n")).Signals[0].MicrovoltsPerUnit);

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("# only a comment\n", "line 2")]
    [InlineData("r\n", "line 1")]
    [InlineData("r/3 2 360\n", "line 1")]
    [InlineData("r 0\n", "line 1")]
    [InlineData("r two\n", "line 1")]
    [InlineData("r 1 0\nr.dat 16\n", "line 1")]
    [InlineData("r 1 NaN\nr.dat 16\n", "line 1")]
    [InlineData("r 1 360 -5\nr.dat 16\n", "line 1")]
    [InlineData("r 1 360 99999999999999999999\nr.dat 16\n", "line 1")]
    [InlineData("r 2 360\nr.dat 16\n", "line 3")]
    [InlineData("r 1 360\nr.dat 16\nr.dat 16\n", "line 3")]
    [InlineData("r 1 360\nr.dat\n", "line 2")]
    [InlineData("r 1 360\nr.dat 61\n", "line 2")]
    [InlineData("r 1 360\nr.dat x\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16x4\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16:3\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16?\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16 2oo\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16 200(5\n", "line 2")]
    [InlineData("r 1 360\nr.dat 16 200 11 1024 995 99999999\n", "line 2")]
    [InlineData("r 1 360\n../r.dat 16\n", "line 2")]
    [InlineData("r 1 360\n/etc/r.dat 16\n", "line 2")]
    [InlineData("r 1 360\n- 16\n", "line 2")]
    public void Read_BrokenHeader_NamesTheLine(string text, string place)
    {
        var path = _folder.Text("r.hea", text);
        var error = RecordFolder.Error(() => WfdbHeader.Read(path));
        Assert.Equal(("r.hea", place), (error.File, error.Place));
    }

    [Fact]
    public void Read_SeveralSegments_SaysSo() =>
        Assert.Contains("several segments", RecordFolder.Error(() => WfdbHeader.Read(_folder.Text("r.hea", "r/3 2 360 9\na 3\nb 3\nc 3\n"))).Reason);

    [Fact]
    public void Read_AbsentOrHugeFile_IsAnError()
    {
        Assert.Equal("absent.hea", RecordFolder.Error(() => WfdbHeader.Read(_folder.At("absent"))).File);
        var path = _folder.Text("huge.hea", "r 1\nr.dat 16\n#" + new string('x', 2_000_000));
        Assert.Equal("size", RecordFolder.Error(() => WfdbHeader.Read(path)).Place);
    }
}

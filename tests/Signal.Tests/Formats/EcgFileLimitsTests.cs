using System.Text;
using EcgStream.Signal.Formats;
using static EcgStream.Signal.Tests.Formats.FileText;

namespace EcgStream.Signal.Tests.Formats;

public sealed class EcgFileLimitsTests
{
    [Fact]
    public void Read_MoreRowsThanAllowed_SaysSoAndStops()
    {
        var text = string.Concat(Enumerable.Range(0, 5).Select(b => $"1,{Values(b)}\n"));
        Assert.Equal(
            ["1 Normal", "2 Normal", "3: more than 2 rows; from this line on nothing was read"],
            Show(Read(text, "a.csv", new() { MaxRows = 2 })));
        Assert.Equal(5, Read(text, "a.csv", new() { MaxRows = 5 }).Count(r => r.Beat is not null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public void Read_LineTooLong_IsAnErrorAndTheNextLineIsRead(int piece)
    {
        var text = $"{Values(0)}:1\n{new string('1', 200_000)}\r\n{Values(1)}:2\n{new string('1', 70_000)}";
        var rows = EcgFile.Read(new TrickleStream(Encoding.UTF8.GetBytes(text), piece), "a.ts");
        Assert.Equal(
            ["1 Normal", "2: the line is longer than 65536 bytes", "3 ROnTPvc", "4: the line is longer than 65536 bytes"], Show(rows));
    }

    [Fact]
    public void Read_LineExactlyAsLongAsAllowed_IsRead()
    {
        var line = $"{Values(0)}:1";
        var options = new EcgFileOptions { MaxLineLength = line.Length };
        Assert.Equal(["1 Normal", "2 Normal"], Show(Read($"{line}\r\n{line}", "a.ts", options)));
        Assert.Equal(["1: the line is longer than 1 bytes"], Show(Read(line, "a.ts", options with { MaxLineLength = 1 })));
    }

    [Fact]
    public void Read_LongStream_IsReadAsItIsConsumed()
    {
        // 2,000 rows; after ten of them only the first pieces of the stream may have been asked for.
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{Values(0)}:1\n", 2_000))));
        Assert.Equal(10, EcgFile.Read(stream, "a.ts").Take(10).Count());
        Assert.True(stream.Position <= 64 * 1024, $"{stream.Position} bytes were read for ten rows");
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void Read_SenselessOptions_Throws(int rows, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EcgFile.Read(Stream.Null, "a.ts", new() { MaxRows = rows, MaxLineLength = length }));
}

using System.Globalization;
using System.Text;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;
using static EcgStream.Signal.Tests.Formats.FileText;

namespace EcgStream.Signal.Tests.Formats;

public sealed class EcgFileTests
{
    private static string TwoRows(string file) => Path.GetExtension(file) switch
    {
        ".ts" => $"#about\n@problemName x\n@data\n{Values(0)}:3\n{Values(1)}:?\n",
        ".arff" => $"% about\n@relation x\n@attribute a numeric\n@DATA\n{Values(0)},3\n{Values(1)},?\n",
        ".txt" => $"  3.0000000e+00  {Values(0, "  ", format: "e7")}\n  ?  {Values(1, " \t")}\n",
        ".tsv" => $"3\t{Values(0, "\t")}\n?\t{Values(1, "\t")}\n",
        _ => $"{Values(0)},3\n{Values(1)},?\n",
    };

    public static TheoryData<string> Files => ["a.ts", "a.arff", "a.txt", "a.csv", "a.tsv"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EveryFormat_GivesBeatsAndClasses(string file)
    {
        var rows = Read(TwoRows(file), file);
        Assert.Equal([BeatClass.Pvc, BeatClass.Unknown], rows.Select(r => r.Beat!.Class));
        Assert.All(rows[0].Beat!.Samples.Zip(Samples(0)), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-6f));
        Assert.Equal(Samples(1), rows[1].Beat!.Samples);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_WindowsLinesMarkEmptyLinesNoFinalNewline_IsTheSame(string file)
    {
        var expected = Read(TwoRows(file), file);
        var text = "\uFEFF\n" + TwoRows(file).TrimEnd('\n').Replace("\n", "\n  \n\n");
        var rows = Read(text.Replace("\n", "\r\n"), file);
        Assert.Equal(expected.Select(r => r.Beat!.Class), rows.Select(r => r.Beat!.Class));
        Assert.Equal(expected.SelectMany(r => r.Beat!.Samples), rows.SelectMany(r => r.Beat!.Samples));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_UnderACultureWithDecimalCommas_IsTheSame(string file)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(Samples(1), Read(TwoRows(file), file)[1].Beat!.Samples);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ReadAsync_StreamInSmallPieces_GivesWhatReadGives(string file)
    {
        var text = string.Concat(Enumerable.Repeat(TwoRows(file), 20));
        var expected = Read(text, file);
        var rows = new List<FileRow>();
        await foreach (var row in EcgFile.ReadAsync(new TrickleStream(Encoding.UTF8.GetBytes(text), 7), file)) rows.Add(row);
        Assert.Equal(40, rows.Count);
        Assert.Equal(Show(expected), Show(rows));
    }

    [Theory]
    [InlineData("a.ts")]
    [InlineData("a.arff")]
    [InlineData("a.csv")]
    [InlineData("a.txt")]
    [InlineData("a.tsv")]
    public void Read_RowsWithoutClass_AreUnknown(string file)
    {
        var separator = file switch { "a.txt" => " ", "a.tsv" => "\t", _ => "," };
        var rows = Read($"{Values(0, separator)}\n{Values(1, separator)}\n", file);
        Assert.Equal(["1 Unknown", "2 Unknown"], Show(rows));
        Assert.Equal(Samples(1), rows[1].Beat!.Samples);
    }

    [Theory]
    [InlineData("1", BeatClass.Normal)]
    [InlineData("2.0", BeatClass.ROnTPvc)]
    [InlineData("3.0000000e+00", BeatClass.Pvc)]
    [InlineData("+4", BeatClass.SupraventricularEctopic)]
    [InlineData("\"5\"", BeatClass.Unclassified)]
    [InlineData("'1'", BeatClass.Normal)]
    [InlineData(" ? ", BeatClass.Unknown)]
    public void Read_ClassInAnyNotation_IsRead(string text, BeatClass expected)
    {
        Assert.Equal(expected, Assert.Single(Read($"{Values(0)}:{text}", "a.ts")).Beat?.Class);
        Assert.Equal(expected, Assert.Single(Read($"{Values(0)},{text}", "a.arff")).Beat?.Class);
        Assert.Equal(expected, Assert.Single(Read($"{text},{Values(0)}", "a.csv")).Beat?.Class);
    }

    [Theory]
    [InlineData("0", "class '0' is none of 1, 2, 3, 4, 5 or ?")]
    [InlineData("6", "class '6' is none of 1, 2, 3, 4, 5 or ?")]
    [InlineData("1.5", "class '1.5' is none of 1, 2, 3, 4, 5 or ?")]
    [InlineData("N", "class 'N' is none of 1, 2, 3, 4, 5 or ?")]
    [InlineData("", "class '' is none of 1, 2, 3, 4, 5 or ?")]
    public void Read_NoSuchClass_IsAnErrorAtItsColumn(string text, string reason) =>
        Assert.Equal([$"1:141 {reason}"], Show(Read($"{Values(0)}:{text}", "a.ts")));

    [Theory]
    [InlineData("NaN", "sample 'NaN' is not finite")]
    [InlineData("-inf", "sample '-inf' is not a number")]
    [InlineData("Infinity", "sample 'Infinity' is not finite")]
    [InlineData("1e99", "sample '1e99' is not finite")]
    [InlineData("?", "the sample is missing")]
    [InlineData("", "the sample is missing")]
    [InlineData("0;5", "sample '0;5' is not a number")]
    [InlineData("\u0001\u00e4", "sample '\uFFFD\u00e4' is not a number")]
    [InlineData("an unreasonably long piece of text", "sample 'an unreasonably long pie…' is not a number")]
    public void Read_BadSample_IsAnErrorAtItsColumn(string text, string reason)
    {
        var values = Values(0).Split(',');
        values[41] = text;
        var row = string.Join(',', values);
        Assert.Equal([$"1:42 {reason}"], Show(Read($"{row}:1", "a.ts")));
        Assert.Equal([$"1:43 {reason}"], Show(Read($"1,{row}", "a.csv", new() { ClassPosition = ClassPosition.First })));
    }

    [Fact]
    public void Read_SomeBadRows_ReportsEachAndKeepsTheGoodOnes()
    {
        var rows = Read(
            $"@data\n{Values(0)}:1\n{Values(1, count: 139)}:1\n{Values(2)}:9\n\n{Values(3)}:2\nrubbish\n{Values(4)}:1:2\n{Values(5)}:5", "dir/a.ts");
        Assert.Equal(
            ["2 Normal", "3: 139 samples found, 140 expected", "4:141 class '9' is none of 1, 2, 3, 4, 5 or ?", "6 ROnTPvc",
             "7: 1 samples found, 140 expected", "8: the row has more than one dimension; an ECG5000 beat has one", "9 Unclassified"],
            Show(rows));
        Assert.Equal("dir/a.ts:4:141: class '9' is none of 1, 2, 3, 4, 5 or ?", rows[2].Error!.ToString());
        Assert.Equal("dir/a.ts:3: 139 samples found, 140 expected", rows[1].Error!.ToString());
    }

    [Theory]
    [InlineData(138, "1:139 values found; 140 samples and a class expected, or 140 samples alone")]
    [InlineData(141, "1:142 values found; 140 samples and a class expected, or 140 samples alone")]
    [InlineData(999, "1:1000 values found; 140 samples and a class expected, or 140 samples alone")]
    public void Read_RowOfAnotherLength_SaysHowManyWereFound(int count, string error) =>
        Assert.Equal([error.Replace("1:", "1: ")], Show(Read("1 " + Values(0, " ", count), "a.txt")));

    [Fact]
    public void Read_LabelledRowThatLostASample_IsNotTakenForAnUnlabelledOne() =>
        Assert.Equal(
            ["1 Normal", "2: 140 values found, the class among them; 140 samples and a class expected, or 140 samples alone", "3 Unknown"],
            Show(Read($"1\t{Values(0, "\t")}\n2\t{Values(1, "\t", count: 139)}\n{Values(2, "\t")}", "a.tsv")));

    [Fact]
    public void Read_Utf16_SaysSo() =>
        Assert.Equal(["1: the file is UTF-16; save it as UTF-8"], Show(Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Values(0))], "a.csv")));

    [Theory]
    [InlineData("a.TS", FileFormat.Ts)]
    [InlineData("x/y.Arff", FileFormat.Arff)]
    [InlineData("b.tsv", FileFormat.Tsv)]
    [InlineData("b.xlsx", null)]
    [InlineData("csv", null)]
    public void FormatOf_Extension_Decides(string file, FileFormat? expected) => Assert.Equal(expected, EcgFile.FormatOf(file));

    [Fact]
    public void Read_UnknownExtension_ThrowsBeforeEnumeration() =>
        Assert.Throws<NotSupportedException>(() => EcgFile.Read(Stream.Null, "a.dat"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EmptyFile_GivesNothing(string file) => Assert.Empty(Read("", file));
}

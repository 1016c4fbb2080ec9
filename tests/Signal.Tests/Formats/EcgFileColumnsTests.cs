using EcgStream.Signal.Formats;
using static EcgStream.Signal.Tests.Formats.FileText;

namespace EcgStream.Signal.Tests.Formats;

/// <summary>Where class and header of .csv and .tsv files are found.</summary>
public sealed class EcgFileColumnsTests
{
    [Theory]
    [InlineData("a.csv", ",")]
    [InlineData("a.tsv", "\t")]
    public void Read_ClassFirstOrLast_IsDetected(string file, string separator)
    {
        var first = Read($"2{separator}{Values(0, separator)}\n?{separator}{Values(1, separator)}", file);
        var last = Read($"{Values(0, separator)}{separator}2\n{Values(1, separator)}{separator}?", file);
        Assert.Equal(["1 ROnTPvc", "2 Unknown"], Show(first));
        Assert.Equal(["1 ROnTPvc", "2 Unknown"], Show(last));
        Assert.Equal(Samples(0), last[0].Beat!.Samples);
        Assert.Equal(Samples(0), first[0].Beat!.Samples);
    }

    [Fact]
    public void Read_FirstRowsAmbiguous_AreReadAsLaterRowsSay()
    {
        // Rows whose first sample is 1: each could have its class at either end.
        var ambiguous = $"1,{Values(0, count: 139)},4\n";
        var rows = Read($"{ambiguous}{ambiguous}{Values(1)},5\n{Values(2)},1\n", "a.csv");
        Assert.Equal(["1 SupraventricularEctopic", "2 SupraventricularEctopic", "3 Unclassified", "4 Normal"], Show(rows));
    }

    [Fact]
    public void Read_FirstRowOdd_DoesNotTurnTheFile()
    {
        var odd = $"7,{Values(0, count: 139)},2\n"; // class out of range, last sample 2
        var rows = Read(odd + string.Concat(Enumerable.Range(0, 30).Select(b => $"1,{Values(b)}\n")), "a.csv");
        Assert.Equal("1:1 class '7' is none of 1, 2, 3, 4, 5 or ?", Show(rows)[0]);
        Assert.Equal(30, rows.Count(r => r.Beat is not null));
    }

    [Fact]
    public void Read_Forced_IsObeyed()
    {
        var row = $"1,{Values(0, count: 139)},4\n";
        Assert.Equal(["1 Normal"], Show(Read(row, "a.csv", new() { ClassPosition = ClassPosition.First })));
        Assert.Equal(["1 SupraventricularEctopic"], Show(Read(row, "a.csv", new() { ClassPosition = ClassPosition.Last })));
        Assert.Equal(["1 SupraventricularEctopic"], Show(Read(row.Replace(',', ' '), "a.txt", new() { ClassPosition = ClassPosition.Last })));
    }

    public static TheoryData<string> Headers => new()
    {
        string.Join(',', Enumerable.Range(0, 140).Select(i => $"t{i}")) + ",c",
        "class," + string.Join(',', Enumerable.Range(0, 140)),
        string.Join(',', Enumerable.Range(0, 140)) + ",Label",
        string.Join(',', Enumerable.Range(0, 141)),
        string.Join(',', Enumerable.Range(1, 141)),
        string.Join(',', Enumerable.Range(0, 141).Select(i => $"\"sample {i}\"")),
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Read_HeaderRow_IsPassedOver(string header)
    {
        var text = $"{header}\n" + (header.StartsWith("class") ? $"3,{Values(0)}\n" : $"{Values(0)},3\n");
        Assert.Equal(["2 Pvc"], Show(Read(text, "a.csv")));
        Assert.Equal(["2 Pvc"], Show(Read(text.Replace(',', '\t'), "a.tsv")));
    }

    [Fact]
    public void Read_HeaderNamesTheClass_DecidesWhereItStands()
    {
        var header = string.Join(',', Enumerable.Range(0, 140)) + ",target";
        Assert.Equal(["2 SupraventricularEctopic"], Show(Read($"{header}\n1,{Values(0, count: 139)},4\n", "a.csv")));
    }

    [Fact]
    public void Read_FirstRowWithOneBadValue_IsAnErrorNotAHeader()
    {
        var values = Values(0).Split(',');
        values[9] = "x";
        var row = string.Join(',', values);
        Assert.Equal(["1:10 sample 'x' is not a number", "2 Normal"], Show(Read($"{row},1\n{Values(1)},1", "a.csv")));
    }

    [Fact]
    public void Read_HeaderForced_IsObeyed()
    {
        Assert.Equal(["2 Normal"], Show(Read($"{Values(0)},1\n{Values(1)},1", "a.csv", new() { Header = HeaderRow.Present })));
        var rows = Read($"{string.Join(',', Enumerable.Repeat("x", 141))}\n{Values(1)},1", "a.csv", new() { Header = HeaderRow.Absent });
        Assert.Equal("1:141 class 'x' is none of 1, 2, 3, 4, 5 or ?", Show(rows)[0]);
    }
}

using System.Text;
using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.Classify;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Classify;

public sealed class PlainBeatsTests
{
    private static readonly string Beat = EcgJson.Beat();

    public static TheoryData<string> Good => [
        $$"""{"samples":{{Beat}}}""",
        $$""" { "samples" : {{Beat}} } """ + "\r\n",
        $$"""{"beats":[{{Beat}},{{EcgJson.Beat(3)}}]}""",
        $$"""{"beats":[{{string.Join(',', Enumerable.Repeat(Beat, 9))}}]}""",
        "{\"samples\":[" + string.Join(',', Enumerable.Range(0, 140).Select(i => i % 2 == 0 ? "1e-3" : "-99.5E0")) + "]}",
    ];

    public static TheoryData<string> ForTheOther => [
        "",
        "null",
        "[]",
        "{}",
        """{"samples":[]}""",
        """{"beats":[]}""",
        """{"beats":[[]]}""",
        $$"""{"samples":{{Beat}},"samples":{{Beat}}}""",
        $$"""{"samples":{{Beat}},"beats":[{{Beat}}]}""",
        $$"""{"other":{{Beat}}}""",
        "{\"samples\":" + Beat + "}}",
        "{\"samples\":" + Beat + "} 1",
        "{\"samples\":" + Beat,
        $$"""{"beats":{{Beat}}}""",
        $$"""{"samples":[{{Beat}}]}""",
        $$"""{"samples":{{Beat.Replace("]", ",0]", StringComparison.Ordinal)}}}""",
        $$"""{"samples":{{Replaced("100.5")}}}""",
        $$"""{"samples":{{Replaced("1e999")}}}""",
        $$"""{"samples":{{Replaced("\"1\"")}}}""",
        $$"""{"samples":{{Replaced("null")}}}""",
        $$"""{"samples":{{Replaced("NaN")}}}""",
        $$"""{"samples":{{Replaced("[1]")}}}""",
        $$"""{"beats":[{{string.Join(',', Enumerable.Repeat(Beat, 1025))}}]}""",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void TryRead_AllRight_IsWhatReadingWithCareFinds(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var document = JsonBody.Parse(bytes);
        Assert.Equal(ClassifyBody.Read(document.RootElement), PlainBeats.TryRead(bytes));
    }

    [Theory]
    [MemberData(nameof(ForTheOther))]
    public void TryRead_AnythingElse_LeavesIt(string body) => Assert.Null(PlainBeats.TryRead(Encoding.UTF8.GetBytes(body)));

    private static string Replaced(string number) => "[" + number + Beat[Beat.IndexOf(',', StringComparison.Ordinal)..];
}

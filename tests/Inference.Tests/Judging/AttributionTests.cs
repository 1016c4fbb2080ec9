using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Inference.Tests.Made;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Judging;

public sealed class AttributionTests
{
    [Theory]
    [InlineData(70, 67, 73)]
    [InlineData(0, 0, 3)]
    [InlineData(2, 0, 5)]
    [InlineData(139, 136, 139)]
    public void Hide_Window_IsReplacedByALineAndNothingElse(int at, int first, int last)
    {
        var beat = Enumerable.Range(0, 140).Select(i => (float)(i * i)).ToArray();
        var hidden = beat.ToArray();
        Attribution.Hide(hidden, at);
        for (var i = 0; i < 140; i++)
            if (i < first || i > last) Assert.Equal(beat[i], hidden[i]);
        var (from, to) = (first > 0 ? beat[first - 1] : beat[last + 1], last < 139 ? beat[last + 1] : beat[first - 1]);
        Assert.InRange(hidden[at], Math.Min(from, to), Math.Max(from, to));
        if (at == 70) Assert.Equal((beat[66] + beat[74]) / 2, hidden[70]);
    }

    [Fact]
    public void Explain_ModelThatLooksAtSampleZero_PointsThere()
    {
        using var made = new MadeModels();
        using var host = new ModelHost(ModelSet.Load(made.Folder));
        var beat = MadeModels.Beat(4);
        var explained = Attribution.Explain(host.Current, beat);
        Assert.Equal(BeatClass.SupraventricularEctopic, explained.Verdict.Class);
        for (var i = 0; i < 140; i++)
        {
            if (i <= 3) Assert.True(explained.Cnn[i] > 0.9f);
            else Assert.Equal(0, explained.Cnn[i], 1e-6);
            Assert.Equal(Math.Abs(beat[i] / 2), explained.Autoencoder[i], 1e-6);
        }
    }
}

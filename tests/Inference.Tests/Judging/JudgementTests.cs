using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Tests.Judging;

public sealed class JudgementTests
{
    private static readonly AbnormalityRule Rule = new(0.5, 0.8, 1.5, 0.3, 0.5);

    // One character a classifier, the class it is sure of; then the error, with a threshold of 0.3.
    [Theory]
    [InlineData("111", 0.1f, BeatClass.Normal, false)]
    [InlineData("222", 0.5f, BeatClass.ROnTPvc, false)]
    [InlineData("234", 0.5f, BeatClass.SupraventricularEctopic, false)] // abnormal all: which class is no contradiction
    [InlineData("112", 0.1f, BeatClass.Normal, true)]
    [InlineData("122", 0.5f, BeatClass.ROnTPvc, true)]
    [InlineData("111", 0.5f, BeatClass.Normal, true)]
    [InlineData("555", 0.1f, BeatClass.Unclassified, true)]
    [InlineData("111", 0.3f, BeatClass.Normal, false)] // at the threshold is not above it
    [InlineData("133", 0.5f, BeatClass.Pvc, true)]
    public void Judge_SureModels_GivesClassAndContradiction(string says, float error, BeatClass expected, bool disagree)
    {
        var judgement = new Judgement(new(new(0.25, 0.35, 0.4), 1, Rule, new()), 0.3f, "v");
        var verdict = judgement.Judge(Scores(says, error));
        Assert.Equal(expected, verdict.Class);
        Assert.Equal(disagree, verdict.Disagree);
        Assert.Equal(error, verdict.ReconstructionError);
        Assert.Equal(0.3f, verdict.Threshold);
        Assert.Equal("v", verdict.ModelSet);
        Assert.Equal((BeatClass)(says[2] - '0'), verdict.Cnn.Best);
    }

    [Fact]
    public void Judge_WeightsAndTemperature_FollowTheFormula()
    {
        var judgement = new Judgement(new(new(2, 1, 1), 2, Rule, new()), 0.3f, "v");
        float[] scores = [0.6f, 0.4f, 0, 0, 0, 0.2f, 0.8f, 0, 0, 0, 0.2f, 0.8f, 0, 0, 0, 0.6f];
        // Weighted means .4 and .6 (the rest clamped to 1e-12), then square roots; 1e-6 each for the rest.
        var (normal, rOnT, rest) = (Math.Sqrt(0.4), Math.Sqrt(0.6), 3e-6);
        var sum = normal + rOnT + rest;
        var verdict = judgement.Judge(scores);
        Assert.Equal(BeatClass.ROnTPvc, verdict.Class);
        Assert.Equal(rOnT / sum, verdict.Probability, 1e-6);
        var logit = Math.Log((1 - normal / sum) / (normal / sum));
        Assert.Equal(1 / (1 + Math.Exp(-(0.5 + 0.8 * logit + 1.5 * Math.Log(2)))), verdict.Abnormality, 1e-6);
    }

    [Theory]
    [InlineData("111", 0.3f, 1e-6)]
    [InlineData("333", 0.3f, 1 - 1e-6)]
    public void Judge_CertainModels_ClampsTheLogit(string says, float error, double abnormal)
    {
        var judgement = new Judgement(new(new(1, 1, 1), 1, Rule, new()), 0.3f, "v");
        var logit = Math.Log(abnormal / (1 - abnormal));
        Assert.Equal(1 / (1 + Math.Exp(-(0.5 + 0.8 * logit))), judgement.Judge(Scores(says, error)).Abnormality, 1e-6);
    }

    [Fact]
    public void Judge_ErrorOfZero_StaysFinite()
    {
        var judgement = new Judgement(new(new(1, 1, 1), 1, Rule, new()), 0.3f, "v");
        Assert.InRange(judgement.Judge(Scores("111", 0)).Abnormality, 0f, 0.01f);
    }

    [Fact]
    public void Judge_ManyBeats_AllocatesNothing()
    {
        var judgement = new Judgement(new(new(1, 1, 1), 1.1, Rule, new()), 0.3f, "v");
        var scores = Scores("123", 0.2f);
        judgement.Judge(scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) judgement.Judge(scores);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Scores(string says, float error)
    {
        var scores = new float[16];
        for (var model = 0; model < 3; model++) scores[model * 5 + says[model] - '1'] = 1;
        scores[15] = error;
        return scores;
    }
}

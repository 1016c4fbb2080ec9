using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Inference.Judging;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>Judges by the first sample: 0 is Normal, 1 is R-on-T PVC, and so on; explains with a constant for each model.</summary>
internal sealed class FakeInference : IBeatInference, IBeatExplainer
{
    public const string Version = "test-1";

    public bool Busy { get; set; }

    public bool Broken { get; set; }

    public ModelManifest Models { get; set; } = new(Version)
    {
        Models = [new("autoencoder", "anomaly", "autoencoder.onnx", "", 0, 0, "beats", [], new(), Threshold: 0.4f)],
    };

    /// <summary>What was last to be classified.</summary>
    public float[] LastSamples { get; private set; } = [];

    public int QueueDepth => 7;

    public TimeSpan LongestWait { get; set; }

    public BatchSizes RecentBatches => new(2.5, 9);

    public bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink) => throw new NotSupportedException();

    public Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel)
    {
        if (Busy) throw new InferenceBusyException(TimeSpan.FromSeconds(2.5));
        if (Broken) throw new InvalidOperationException("secret detail");
        LastSamples = beats.ToArray();
        var verdicts = new Verdict[beats.Length / BeatFrame.SampleCount];
        for (var i = 0; i < verdicts.Length; i++) verdicts[i] = Judge(beats.Span[i * BeatFrame.SampleCount]);
        return Task.FromResult(verdicts);
    }

    public Task<BeatAttribution> ExplainAsync(ReadOnlyMemory<float> beat, CancellationToken cancel)
    {
        if (Busy) throw new InferenceBusyException(TimeSpan.FromSeconds(2.5));
        return Task.FromResult(new BeatAttribution(
            Judge(beat.Span[0]), Constant(0.1f), Constant(0.2f), Constant(0.3f), Constant(0.4f), Constant(0.5f)));
    }

    public static Verdict Judge(float first)
    {
        Span<float> p = [0.05f, 0.05f, 0.05f, 0.05f, 0.05f];
        p[Math.Clamp((int)first, 0, 4)] = 0.8f;
        var probabilities = ClassProbabilities.From(p);
        return new Verdict(
            probabilities.Best, 0.8f, first == 0 ? 0.2f : 0.9f, Disagree: false, probabilities, probabilities, probabilities,
            ReconstructionError: 0.2f, Threshold: 0.4f, Version);
    }

    private static float[] Constant(float value)
    {
        var samples = new float[BeatFrame.SampleCount];
        Array.Fill(samples, value);
        return samples;
    }
}

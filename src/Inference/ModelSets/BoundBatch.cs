using EcgStream.Signal.Beats;
using Microsoft.ML.OnnxRuntime;

namespace EcgStream.Inference.ModelSets;

/// <summary>
/// Pinned buffers of one caller, bound to a session once a batch size, so that a run allocates nothing. Every batch size
/// uses the head of the same buffers. Not thread-safe.
/// </summary>
internal sealed class BoundBatch : IDisposable
{
    private readonly InferenceSession session;
    private readonly GraphOutput[] outputs;
    private readonly float[] beats = Pinned(BeatFrame.SampleCount);
    private readonly float[][] results;
    private readonly OrtIoBinding?[] bindings = new OrtIoBinding?[ModelSession.MaxBatch + 1];
    private readonly List<OrtValue> values = [];
    private readonly RunOptions run = new();

    public BoundBatch(InferenceSession session, GraphOutput[] outputs)
    {
        this.session = session;
        this.outputs = outputs;
        results = [.. outputs.Select(o => Pinned(o.Width))];
    }

    /// <summary>Input, float[256 × 140]: fill the first n beats, then <see cref="Run"/>.</summary>
    public Span<float> Beats => beats;

    /// <summary>One output of the last run, float[n × width].</summary>
    public ReadOnlySpan<float> Output(int output, int n) => results[output].AsSpan(0, n * outputs[output].Width);

    /// <param name="n">1…256 beats.</param>
    public void Run(int n) => session.RunWithBinding(run, bindings[n] ??= Bind(n));

    public void Dispose()
    {
        foreach (var binding in bindings) binding?.Dispose();
        foreach (var value in values) value.Dispose();
        run.Dispose();
    }

    private OrtIoBinding Bind(int n)
    {
        var binding = session.CreateIoBinding();
        binding.BindInput(ModelSession.Input, Value(beats, n, BeatFrame.SampleCount, [n, BeatFrame.SampleCount]));
        for (var o = 0; o < outputs.Length; o++)
            binding.BindOutput(outputs[o].Name, Value(results[o], n, outputs[o].Width, outputs[o].Shape(n)));
        return binding;
    }

    private OrtValue Value(float[] buffer, int n, int width, long[] shape)
    {
        var value = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, n * width), shape);
        values.Add(value);
        return value;
    }

    private static float[] Pinned(int width) =>
        GC.AllocateUninitializedArray<float>(ModelSession.MaxBatch * width, pinned: true);
}

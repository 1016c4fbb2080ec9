using Microsoft.ML.OnnxRuntime;

namespace EcgStream.Inference.ModelSets;

/// <summary>
/// Pinned buffers of one caller, bound to a session once a batch size, so that a run allocates nothing. Every batch size
/// uses the head of the same buffers. Not thread-safe.
/// </summary>
internal sealed class BoundBatch : IDisposable
{
    private readonly InferenceSession _session;
    private readonly GraphOutput[] _outputs;
    private readonly int _width;
    private readonly float[] _beats;
    private readonly float[][] _results;
    private readonly OrtIoBinding?[] _bindings = new OrtIoBinding?[ModelSession.MaxBatch + 1];
    private readonly List<OrtValue> _values = [];
    private readonly RunOptions _run = new();

    /// <param name="width">Floats of one beat.</param>
    public BoundBatch(InferenceSession session, int width, GraphOutput[] outputs)
    {
        _width = width;
        _beats = Pinned(width);
        _session = session;
        _outputs = outputs;
        _results = [.. outputs.Select(o => Pinned(o.Width))];
    }

    /// <summary>Input, float[256 × width]: fill the first n beats, then <see cref="Run"/>.</summary>
    public Span<float> Beats => _beats;

    /// <summary>One output of the last run, float[n × width].</summary>
    public ReadOnlySpan<float> Output(int output, int n) => _results[output].AsSpan(0, n * _outputs[output].Width);

    /// <param name="n">1…256 beats.</param>
    public void Run(int n) => _session.RunWithBinding(_run, _bindings[n] ??= Bind(n));

    public void Dispose()
    {
        foreach (var binding in _bindings) binding?.Dispose();
        foreach (var value in _values) value.Dispose();
        _run.Dispose();
    }

    private OrtIoBinding Bind(int n)
    {
        var binding = _session.CreateIoBinding();
        binding.BindInput(ModelSession.Input, Value(_beats, n, _width, [n, _width]));
        for (var o = 0; o < _outputs.Length; o++)
            binding.BindOutput(_outputs[o].Name, Value(_results[o], n, _outputs[o].Width, _outputs[o].Shape(n)));
        return binding;
    }

    private OrtValue Value(float[] buffer, int n, int width, long[] shape)
    {
        var value = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, n * width), shape);
        _values.Add(value);
        return value;
    }

    private static float[] Pinned(int width) =>
        GC.AllocateUninitializedArray<float>(ModelSession.MaxBatch * width, pinned: true);
}

using Microsoft.ML.OnnxRuntime;

namespace EcgStream.Bench.Paths;

/// <summary>A shipped graph in ONNX Runtime alone: nothing of EcgStream's is in the way.</summary>
internal sealed class OnnxGraph : IDisposable
{
    internal const int MaxBatch = 256;
    private readonly InferenceSession _session;

    internal OnnxGraph(string name)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", name + ".onnx")), options);
    }

    public void Dispose() => _session.Dispose();

    internal Caller Bind(int batch) => new(_session, batch);

    /// <summary>One thread's pinned buffers of one batch size; a run allocates nothing.</summary>
    internal sealed class Caller : IDisposable
    {
        private readonly InferenceSession _session;
        private readonly OrtIoBinding _binding;
        private readonly RunOptions _run = new();
        private readonly List<OrtValue> _values = [];

        internal Caller(InferenceSession session, int batch)
        {
            (_session, _binding) = (session, session.CreateIoBinding());
            var random = new Random(1); // what is in the beats changes no cost
            foreach (var (name, input) in session.InputMetadata)
            {
                var (value, buffer) = Pin(input, batch);
                for (var i = 0; i < buffer.Length; i++) buffer[i] = (float)(random.NextDouble() * 4 - 2);
                _binding.BindInput(name, value);
            }

            foreach (var (name, output) in session.OutputMetadata) _binding.BindOutput(name, Pin(output, batch).Value);
        }

        internal void Run() => _session.RunWithBinding(_run, _binding);

        public void Dispose()
        {
            _binding.Dispose();
            foreach (var value in _values) value.Dispose();
            _run.Dispose();
        }

        private (OrtValue Value, float[] Buffer) Pin(NodeMetadata node, int batch)
        {
            var shape = node.Dimensions.Select(size => size < 0 ? batch : (long)size).ToArray();
            var buffer = GC.AllocateUninitializedArray<float>((int)shape.Aggregate((a, b) => a * b), pinned: true);
            var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(), shape);
            _values.Add(value);
            return (value, buffer);
        }
    }
}

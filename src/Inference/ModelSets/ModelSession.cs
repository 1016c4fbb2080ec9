using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EcgStream.Inference.ModelSets;

/// <summary>
/// One graph, checked against what it should be, with the bound buffers of its callers. Thread-safe: a session may run
/// from many threads, and each caller rents buffers of its own.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    /// <summary>Most beats in one run. An explanation needs 141 rows (a beat and its 140 occlusions).</summary>
    public const int MaxBatch = 256;

    public const string Input = "beats";

    private readonly InferenceSession _session;
    private readonly int _width;
    private readonly GraphOutput[] _outputs;

    // As many as callers ever ran at once; they live until the set is disposed.
    private readonly ConcurrentQueue<BoundBatch> _idle = new();

    /// <param name="width">Floats of one beat in the input.</param>
    /// <exception cref="ModelSetException">Not an ONNX graph of the expected shape.</exception>
    public ModelSession(string file, byte[] content, int width, params GraphOutput[] outputs)
    {
        _width = width;
        _outputs = outputs;
        try
        {
            using var options = Options();
            _session = new InferenceSession(content, options);
        }
        catch (Exception e) when (e is OnnxRuntimeException or ExternalException)
        {
            throw new ModelSetException(file, $"ONNX Runtime cannot load it ({e.Message})", e);
        }

        try
        {
            Check(file);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Buffers for one caller; give them back with <see cref="Return"/>.</summary>
    public BoundBatch Rent() => _idle.TryDequeue(out var batch) ? batch : new BoundBatch(_session, _width, _outputs);

    public void Return(BoundBatch batch) => _idle.Enqueue(batch);

    /// <summary>Runs any number of beats, as many at a time as fit.</summary>
    /// <param name="beats">n × width floats.</param>
    /// <param name="results">One array an output, n × width long.</param>
    public void Run(ReadOnlySpan<float> beats, params ReadOnlySpan<float[]> results)
    {
        var bound = Rent();
        try
        {
            var count = beats.Length / _width;
            for (var first = 0; first < count; first += MaxBatch)
            {
                var n = Math.Min(MaxBatch, count - first);
                beats.Slice(first * _width, n * _width).CopyTo(bound.Beats);
                bound.Run(n);
                for (var o = 0; o < results.Length; o++)
                    bound.Output(o, n).CopyTo(results[o].AsSpan(first * _outputs[o].Width));
            }
        }
        finally
        {
            Return(bound);
        }
    }

    public void Dispose()
    {
        while (_idle.TryDequeue(out var batch)) batch.Dispose();
        _session.Dispose();
    }

    // Small graphs are served best by one thread a run and as many runs as there are cores; a spinning pool would
    // take the cores from the grains.
    private static SessionOptions Options()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // every error is thrown as well
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    private void Check(string file)
    {
        CheckNames(file, "inputs", _session.InputMetadata.Keys, [Input]);
        CheckNames(file, "outputs", _session.OutputMetadata.Keys, _outputs.Select(o => o.Name));
        CheckShape(file, Input, _session.InputMetadata[Input], [-1, _width]);
        foreach (var output in _outputs)
            CheckShape(file, output.Name, _session.OutputMetadata[output.Name], output.IsVector ? [-1] : [-1, output.Width]);
    }

    private static void CheckNames(string file, string what, IEnumerable<string> found, IEnumerable<string> expected)
    {
        if (!found.Order().SequenceEqual(expected.Order()))
            throw new ModelSetException(file, $"its {what} are {string.Join(", ", found)}, not {string.Join(", ", expected)}");
    }

    private static void CheckShape(string file, string name, NodeMetadata found, int[] expected)
    {
        if (!found.IsTensor || found.ElementDataType != TensorElementType.Float)
            throw new ModelSetException(file, $"{name} is not a float tensor");
        if (!found.Dimensions.AsSpan().SequenceEqual(expected))
            throw new ModelSetException(file, $"{name} has shape [{Join(found.Dimensions)}], not [{Join(expected)}]");

        static string Join(int[] shape) => string.Join(", ", shape.Select(d => d < 0 ? "batch" : d.ToString()));
    }
}

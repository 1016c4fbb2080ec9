using System.Runtime.InteropServices;

namespace EcgStream.Inference.Tests.Made;

/// <summary>Writes small ONNX graphs, so that tests of loading and batching need no trained files (onnx.proto, IR 7).</summary>
internal sealed class Graph
{
    private const int Float = 1, Int64 = 7;
    private readonly ProtoWriter _graph = new();

    public Graph() => _graph.Text(2, "made");

    public string Weight(string name, float[] values, params long[] shape) =>
        Tensor(name, Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);

    public string Indices(string name, params long[] values) =>
        Tensor(name, Int64, MemoryMarshal.AsBytes(values.AsSpan()), [values.Length]);

    public string Node(string kind, string[] inputs, string output, params (string Name, long[] Values)[] attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, kind);
        foreach (var (name, values) in attributes)
        {
            var isList = name is "axes";
            var attribute = new ProtoWriter().Text(1, name);
            foreach (var value in values) attribute.Number(isList ? 8 : 3, value);
            node.Message(5, attribute.Number(20, isList ? 7 : 2));
        }
        _graph.Message(1, node);
        return output;
    }

    /// <summary>An input or output, float[batch, …].</summary>
    public Graph Input(string name, params long[] sizes) => Value(11, name, sizes);

    public Graph Output(string name, params long[] sizes) => Value(12, name, sizes);

    public byte[] ToArray() => new ProtoWriter()
        .Number(1, 7).Message(7, _graph).Message(8, new ProtoWriter().Text(1, "").Number(2, 13)).ToArray();

    private string Tensor(string name, int type, ReadOnlySpan<byte> content, long[] shape)
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape) tensor.Number(1, size);
        _graph.Message(5, tensor.Number(2, type).Text(8, name).Bytes(9, content));
        return name;
    }

    private Graph Value(int field, string name, long[] sizes)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "batch"));
        foreach (var size in sizes) shape.Message(1, new ProtoWriter().Number(1, size));
        var tensor = new ProtoWriter().Number(1, Float).Message(2, shape);
        _graph.Message(field, new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor)));
        return this;
    }
}

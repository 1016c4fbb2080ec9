using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace EcgStream.Grains.Wire;

/// <summary>
/// A message of a memory stream in one piece. Orleans' own codec for array segments writes, reads and copies it byte by byte, each
/// through a generic virtual call and with a header of its own: of the processor time of three silos that was a fifth.
/// </summary>
internal sealed class ByteSegmentCodec : IFieldCodec<ArraySegment<byte>>, IDeepCopier<ArraySegment<byte>>
{
    private readonly ArraySegmentCodec<byte> _byteByByte = new(new ByteCodec());

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, ArraySegment<byte> value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(ArraySegment<byte>), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)value.Count);
        writer.Write(value);
    }

    public ArraySegment<byte> ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType != WireType.LengthPrefixed) return _byteByByte.ReadValue(ref reader, field); // by a build that had no codec of its own
        ReferenceCodec.MarkValueField(reader.Session);
        return new(reader.ReadBytes(reader.ReadVarUInt32()));
    }

    public ArraySegment<byte> DeepCopy(ArraySegment<byte> input, CopyContext context) => new(input.AsSpan().ToArray());
}

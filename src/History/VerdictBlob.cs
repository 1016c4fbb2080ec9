using System.Buffers.Binary;
using EcgStream.Signal.Beats;

namespace EcgStream.History;

/// <summary>The numbers of a verdict as 19 little-endian float32; the order stands in <c>Schema/0001_initial.sql</c>.</summary>
internal static class VerdictBlob
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 19 * sizeof(float);

    /// <summary>Writes byte[76].</summary>
    public static void Write(in Verdict verdict, Span<byte> blob)
    {
        Put(blob, 0, verdict.Probability);
        Put(blob, 1, verdict.Abnormality);
        Put(blob, 2, verdict.ReconstructionError);
        Put(blob, 3, verdict.Threshold);
        Put(blob, 4, verdict.Dnn);
        Put(blob, 9, verdict.Lstm);
        Put(blob, 14, verdict.Cnn);
    }

    /// <summary>Reads byte[76].</summary>
    public static Verdict Read(ReadOnlySpan<byte> blob, BeatClass beatClass, bool disagree, string modelSet) => new(
        beatClass, Get(blob, 0), Get(blob, 1), disagree,
        GetClasses(blob, 4), GetClasses(blob, 9), GetClasses(blob, 14),
        Get(blob, 2), Get(blob, 3), modelSet);

    private static void Put(Span<byte> blob, int index, in ClassProbabilities classes)
    {
        Put(blob, index, classes.Normal);
        Put(blob, index + 1, classes.ROnTPvc);
        Put(blob, index + 2, classes.Pvc);
        Put(blob, index + 3, classes.SupraventricularEctopic);
        Put(blob, index + 4, classes.Unclassified);
    }

    private static void Put(Span<byte> blob, int index, float value) =>
        BinaryPrimitives.WriteSingleLittleEndian(blob[(index * sizeof(float))..], value);

    private static float Get(ReadOnlySpan<byte> blob, int index) =>
        BinaryPrimitives.ReadSingleLittleEndian(blob[(index * sizeof(float))..]);

    private static ClassProbabilities GetClasses(ReadOnlySpan<byte> blob, int index) => new(
        Get(blob, index), Get(blob, index + 1), Get(blob, index + 2), Get(blob, index + 3), Get(blob, index + 4));
}

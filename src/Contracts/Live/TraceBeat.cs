using System.Buffers.Binary;
using EcgStream.Signal.Beats;
using Orleans;

namespace EcgStream.Contracts.Live;

/// <summary>A judged beat with its signal, for whoever looks at the patient now.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Beat">Beat number since admission.</param>
/// <param name="StartTime">Time of its first sample.</param>
/// <param name="RrMs">RR interval in ms; the samples are spread over it.</param>
/// <param name="Class">Combined class.</param>
/// <param name="Samples">140 little-endian 16-bit integers in 1/1000 z-score units, clipped to ±32.767: half of what floats would take.</param>
[GenerateSerializer, Immutable, Alias("live.trace-beat")]
public sealed record TraceBeat(
    [property: Id(0)] string PatientId,
    [property: Id(1)] long Beat,
    [property: Id(2)] DateTimeOffset StartTime,
    [property: Id(3)] double RrMs,
    [property: Id(4)] BeatClass Class,
    [property: Id(5)] byte[] Samples)
{
    /// <summary>Units of <see cref="Samples"/> in one z-score unit.</summary>
    public const float UnitsPerZScore = 1000;

    /// <summary>Packs float[140] in z-score units.</summary>
    public static byte[] Pack(ReadOnlySpan<float> samples)
    {
        var packed = new byte[samples.Length * sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
        {
            var units = Math.Clamp(MathF.Round(samples[i] * UnitsPerZScore), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(packed.AsSpan(i * sizeof(short)), (short)units);
        }

        return packed;
    }
}

using System.ComponentModel.DataAnnotations;

namespace EcgStream.Gateway.Ingest;

/// <summary>Part of one beat, or some whole beats; beat n is samples 140·n … 140·n+139.</summary>
/// <param name="FirstSample">Absolute index of the first sample since admission.</param>
/// <param name="StartTime">Time of the first sample.</param>
/// <param name="RrMs">RR interval in ms of the beat, or of each of the whole beats.</param>
/// <param name="Samples">1…8,960 samples in z-score units, each within ±100.</param>
public sealed record ChunkRequest(
    [property: Range(typeof(long), "0", "9223372036854775807")] long FirstSample, DateTimeOffset StartTime, [property: Range(0.0, ChunkReader.LongestRrMs)] double RrMs,
    [property: Length(1, ChunkReader.MostSamples)] float[] Samples);

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using EcgStream.Signal.Features;

namespace EcgStream.Evaluation.MitBih;

/// <summary>
/// Writes the models' input of every reference beat of DS1, for training. Rows of little-endian values: int32 record, int32 R sample,
/// int32 group (N 0, S 1, V 2, F 3, Q 4), then float32[<see cref="BeatInput.Length"/>]. A JSON file beside it describes the rows.
/// </summary>
public static class BeatExport
{
    /// <summary>Writes the two files.</summary>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="file">File to write; the description goes to the same path with .json.</param>
    /// <returns>Number of beats.</returns>
    /// <exception cref="EcgStream.Signal.Formats.SignalFileException">A record cannot be read.</exception>
    public static long Write(string folder, string file)
    {
        var records = RecordSet.Ds1.Records;
        var parts = new byte[records.Count][];
        var hashes = new byte[records.Count][];
        Parallel.For(0, records.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var path = Path.Combine(folder, records[i]);
            parts[i] = Rows(EcgRecord.Load(path));
            hashes[i] = SHA256.HashData([.. File.ReadAllBytes(path + ".dat"), .. File.ReadAllBytes(path + ".atr")]);
        });
        using (var stream = File.Create(file))
            foreach (var part in parts) stream.Write(part);
        var beats = parts.Sum(part => part.LongLength) / (4 * (BeatInput.Length + 3));
        File.WriteAllText(Path.ChangeExtension(file, ".json"), JsonSerializer.Serialize(new
        {
            split = "DS1",
            beats,
            sha256 = Convert.ToHexStringLower(SHA256.HashData([.. hashes.SelectMany(hash => hash)])),
            channels = BeatInput.Channels,
            samples = BeatInput.Samples,
            values = BeatInput.ValueNames,
        }));
        return beats;
    }

    private static byte[] Rows(EcgRecord record)
    {
        var reference = record.Reference().Beats;
        var peaks = reference.Select(beat => beat.Sample).ToArray();
        using var rows = new MemoryStream();
        var place = 0;
        RecordBeats.Read(record, peaks, (beat, input) =>
        {
            if (!beat.HasInput) throw new InvalidOperationException($"Beat {beat.RSample} of {record.Name} has no input.");
            rows.Write(MemoryMarshal.AsBytes<int>([int.Parse(record.Name), (int)beat.RSample, (int)reference[place++].Group]));
            rows.Write(MemoryMarshal.AsBytes(input));
        });
        return rows.ToArray();
    }
}

using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.MitBih;

/// <summary>Writes made-up records in WFDB format 16 into a temporary folder.</summary>
internal sealed class MadeRecord : IDisposable
{
    public const int RateHz = 100;

    public string Folder { get; } = Directory.CreateTempSubdirectory("made-").FullName;

    /// <summary>Writes a record of two leads: lead b is twice lead a.</summary>
    public void Write(string name, int seconds, Func<int, double> sample, params WfdbAnnotation[] annotations)
    {
        using (var data = new BinaryWriter(File.Create(Path.Combine(Folder, name + ".dat"))))
            for (var i = 0; i < seconds * RateHz; i++)
            {
                data.Write((short)Math.Round(sample(i)));
                data.Write((short)Math.Round(2 * sample(i)));
            }
        File.WriteAllText(Path.Combine(Folder, name + ".hea"),
            $"{name} 2 {RateHz} {seconds * RateHz}\r\n{name}.dat 16 200 16 0\r\n{name}.dat 16 200 16 0\r\n");
        WfdbAnnotations.Write(Path.Combine(Folder, name + ".atr"), annotations);
    }

    public EcgRecord Load(string name) => EcgRecord.Load(Path.Combine(Folder, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

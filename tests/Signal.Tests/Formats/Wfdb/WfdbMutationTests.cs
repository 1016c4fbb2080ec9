using EcgStream.Signal.Formats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

/// <summary>Whatever is done to the bytes of a record, reading ends with its samples or with the one exception.</summary>
public sealed class WfdbMutationTests : IDisposable
{
    private const int Copies = 10_000;
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_MutatedCopies_ThrowNothingElse()
    {
        var random = new Random(25);
        var header = "r 2 360 40\r\nr.dat 212 200(3)/mV 11 1024 5 {0} 0 MLII\r\nr.dat 212 200 11 1024 7 {1} 0 V5\r\n# a comment\r\n";
        var data = new byte[120];
        random.NextBytes(data);
        (data[0], data[1], data[2]) = (5, 0, 7);
        _folder.Bytes("r.dat", data);
        _folder.Text("r.hea", string.Format(header, "", "").Replace("5  ", "5 ").Replace(" 0 MLII", "").Replace(" 0 V5", ""));
        var sums = new short[2];
        foreach (var (sample, i) in RecordFolder.ReadAll(_folder.At("r.hea")).Select((sample, i) => (sample, i))) sums[i % 2] += (short)sample;
        header = string.Format(header, sums[0], sums[1]);
        _folder.Text("r.hea", header);
        WfdbAnnotations.Write(_folder.At("r.atr"), [new(3, 1), new(9, 28, Aux: "(N"), new(20, 5, -1, 1, 2), new(39, 1)]);
        var files = new[] { "r.hea", "r.dat", "r.atr" }.ToDictionary(name => name, name => File.ReadAllBytes(_folder.At(name)));
        Assert.Null(Read(files)); // the original can be read

        var (read, refused) = (0, 0);
        for (var copy = 0; copy < Copies; copy++)
        {
            var name = files.Keys.ElementAt(copy % files.Count);
            var mutated = new Dictionary<string, byte[]>(files) { [name] = Mutation.Of(files[name], random) };
            if (Read(mutated) is null) read++;
            else refused++;
        }
        Assert.True(read > 100 && refused > 1_000, $"{read} read, {refused} refused");
    }

    // Null when all was read; else the error. Any other exception fails the test.
    private static SignalFileException? Read(Dictionary<string, byte[]> files)
    {
        Stream Open(string path) => files.TryGetValue(Path.GetFileName(path), out var bytes)
            ? new MemoryStream(bytes)
            : throw new SignalFileException(path, "opening", "the file does not exist");
        try
        {
            var header = WfdbHeaderParser.Parse("r.hea", Open);
            using var reader = new WfdbSignalReader(header, Open);
            var block = new int[16 * reader.Header.Signals.Count];
            while (reader.Read(block) > 0) { }
            using var annotations = new WfdbAnnotationReader(Open("r.atr"), "r.atr", header.SampleCount);
            while (annotations.TryRead(out _)) { }
            return null;
        }
        catch (SignalFileException error)
        {
            Assert.DoesNotContain('\n', error.Message);
            return error;
        }
    }
}

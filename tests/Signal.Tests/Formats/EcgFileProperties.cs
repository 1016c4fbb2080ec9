using System.Text;
using EcgStream.Signal.Formats;
using FsCheck;
using FsCheck.Fluent;
using static EcgStream.Signal.Tests.Formats.FileText;

namespace EcgStream.Signal.Tests.Formats;

public sealed class EcgFileProperties
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260105, 7);
    private static readonly string[] Files = ["a.ts", "a.arff", "a.txt", "a.csv", "a.tsv"];

    [Fact]
    public void AnyBytes_GiveBeatsOrErrorsAndNeverThrow() =>
        Prop.ForAll<byte, byte[]>((file, bytes) =>
        {
            foreach (var row in Read(bytes, Files[file % Files.Length]))
                Assert.True(row.Beat is null != row.Error is null);
        }).Check(Settings);

    [Fact]
    public void GoodFileWithSomeBytesChanged_GivesTheSameInAnyPieces() =>
        Prop.ForAll<byte, byte, (ushort At, byte Value)[]>((file, piece, changes) =>
        {
            var name = Files[file % Files.Length];
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(b => $"{Values(b)},1\n")));
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;

            var whole = Read(bytes, name);
            var inPieces = EcgFile.Read(new TrickleStream(bytes, 1 + piece), name).ToList();
            Assert.Equal(Show(whole), Show(inPieces));
            Assert.All(whole.Where(r => r.Beat is not null), r => Assert.All(r.Beat!.Samples, v => Assert.True(float.IsFinite(v))));
        }).Check(Settings);
}

using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

/// <summary>The files of the MIT-BIH Arrhythmia Database themselves.</summary>
public sealed class MitdbFilesTests
{
    private static readonly string Folder = WfdbFolder.Find("mitdb", root: AppContext.BaseDirectory);

    [Fact]
    public void Read_All48Records_HaveStatedFirstSamplesAndChecksums()
    {
        var records = WfdbFolder.RecordsIn(Folder);
        Assert.Equal(48, records.Count);
        foreach (var record in records)
        {
            using var reader = WfdbSignalReader.Open(Path.Combine(Folder, record));
            Assert.All(reader.Header.Signals, signal => Assert.NotNull(signal.Checksum));
            var block = new int[2 * 4_096];
            while (reader.Read(block) > 0) { }
            Assert.Equal(650_000, reader.Position);
        }
    }

    [Fact]
    public void ReadAndWrite_All48References_AreTheSameAnnotations()
    {
        using var folder = new RecordFolder();
        foreach (var record in WfdbFolder.RecordsIn(Folder))
        {
            var header = WfdbHeader.Read(Path.Combine(Folder, record));
            var annotations = WfdbAnnotations.Read(header, "atr");
            WfdbAnnotations.Write(folder.At("copy.atr"), annotations);
            Assert.Equal(annotations, WfdbAnnotations.Read(folder.At("copy.atr"), header.SampleCount));
        }
    }

    [Fact]
    public void Read_Record100_HasTheLeadsAndBeatsThatPhysioNetShows()
    {
        var header = WfdbHeader.Read(Path.Combine(Folder, "100"));
        Assert.Equal(("100", 360.0, 650_000L), (header.Record, header.SampleRateHz, header.SampleCount));
        Assert.Equal((0, 1, -1), (header.IndexOf("MLII"), header.IndexOf("v5"), header.IndexOf("V1")));
        Assert.Equal(["69 M 1085 1629 x1", "Aldomet, Inderal"], header.Comments);
        var annotations = WfdbAnnotations.Read(header, "atr");
        Assert.Equal(2_273, annotations.Count(a => a.IsBeat));
        Assert.Equal(new WfdbAnnotation(18, WfdbCode.Rhythm, Aux: "(N"), annotations[0]);
        Assert.Equal(new WfdbAnnotation(77, WfdbCode.Normal), annotations[1]);

        using var reader = new WfdbSignalReader(header);
        var frame = new int[2];
        var millivolts = new float[2];
        Assert.Equal(1, reader.Read(frame));
        reader.ToMillivolts(frame, millivolts);
        Assert.Equal([-0.145f, -0.065f], millivolts);
    }
}

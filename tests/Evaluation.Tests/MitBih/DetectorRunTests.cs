using EcgStream.Evaluation.Ec57;
using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Tests.MitBih;

public sealed class DetectorRunTests
{
    [Fact]
    public void Find_CleanRecordOfDs1_FindsItsBeatsInOrder()
    {
        var record = EcgRecord.Load(Path.Combine(WfdbFolder.Find("mitdb", root: AppContext.BaseDirectory), "115"));
        var beats = DetectorRun.Find(record);
        Assert.Equal(beats.Order().Distinct(), beats);
        var track = BeatTrack.Of([.. beats.Select(sample => new BeatMark(sample, AamiGroup.N))]);
        var matrix = BeatComparison.Of(record.Reference(), track, record.SampleRateHz, record.SampleCount).Matrix;
        Assert.InRange(matrix.Sensitivity, 0.995, 1);
        Assert.InRange(matrix.PositivePredictivity, 0.995, 1);
    }
}

using EcgStream.Inference.Judging;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Features;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Runs the product's own beat features and a model set over a record.</summary>
public static class ModelRun
{
    private const int Batch = 128;

    /// <summary>A judge that uses a model set, from any number of threads. It does not own the set.</summary>
    public static RecordJudge Of(GroupJudge models) => (record, rPeaks) => Judge(models, record, rPeaks);

    // A beat whose input cannot be made has no verdict in the product; here it is Q, not classifiable.
    private static AamiGroup[] Judge(GroupJudge models, EcgRecord record, IReadOnlyList<long> rPeaks)
    {
        var groups = new AamiGroup[rPeaks.Count];
        Array.Fill(groups, AamiGroup.Q);
        var inputs = new float[Batch * BeatInput.Length];
        var places = new int[Batch];
        var verdicts = new GroupVerdict[Batch];
        var (beats, waiting) = (0, 0);
        RecordBeats.Read(record, rPeaks, (beat, input) =>
        {
            if (beat.RSample != rPeaks[beats]) throw new InvalidOperationException($"Beat {beats} of {record.Name} came out of order.");
            var place = beats++;
            if (!beat.HasInput) return;
            input.CopyTo(inputs.AsSpan(waiting * BeatInput.Length));
            places[waiting++] = place;
            if (waiting == Batch) Run();
        });
        if (waiting > 0) Run();
        return groups;

        void Run()
        {
            models.Judge(inputs.AsSpan(0, waiting * BeatInput.Length), verdicts.AsSpan(0, waiting));
            for (var i = 0; i < waiting; i++) groups[places[i]] = verdicts[i].Group;
            waiting = 0;
        }
    }
}

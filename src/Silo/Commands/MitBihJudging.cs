using EcgStream.Evaluation.MitBih;
using EcgStream.Inference.Judging;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Features;

namespace EcgStream.Silo.Commands;

/// <summary>Judges records with a model set for continuous ECG, as the product judges beats that arrive.</summary>
internal static class MitBihJudging
{
    private const int Batch = 256;

    /// <summary>A judge for <see cref="MitBihEvaluator"/>. A beat without verdict counts as Q.</summary>
    public static RecordJudge Of(GroupJudge judge) => (record, peaks) =>
    {
        var groups = new List<AamiGroup>(peaks.Count);
        var (inputs, hasInput) = (new float[Batch * BeatInput.Length], new bool[Batch]);
        var verdicts = new GroupVerdict[Batch];
        var waiting = 0;
        RecordBeats.Read(record, peaks, (beat, input) =>
        {
            hasInput[waiting] = beat.HasInput;
            if (beat.HasInput) input.CopyTo(inputs.AsSpan(waiting * BeatInput.Length));
            else inputs.AsSpan(waiting * BeatInput.Length, BeatInput.Length).Clear();
            if (++waiting == Batch) Judge();
        });
        Judge();
        return groups;

        void Judge()
        {
            judge.Judge(inputs.AsSpan(0, waiting * BeatInput.Length), verdicts.AsSpan(0, waiting));
            for (var i = 0; i < waiting; i++) groups.Add(hasInput[i] ? verdicts[i].Group : AamiGroup.Q);
            waiting = 0;
        }
    };
}

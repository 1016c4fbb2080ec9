using EcgStream.Signal.Beats;
using EcgStream.Simulator.Replay;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Scoring;

/// <summary>Compares what a store holds with what the seed says was sent: no counter of the pipeline is believed.</summary>
public static class RunAudit
{
    /// <summary>Reads every patient's beats back and compares.</summary>
    public static async Task<RunReport> CompareAsync(
        WardPlan plan, IReadOnlyList<SentBeats> sent, IStoredBeats store, CancellationToken cancel)
    {
        long sentCount = 0, judged = 0, stored = 0, duplicated = 0, sameClass = 0, sameNormality = 0;
        var (judgedOf, rightOf) = (new long[6], new long[6]);
        foreach (var patient in sent)
        {
            sentCount += patient.End - patient.First;
            var seen = new HashSet<long>();
            await foreach (var beat in store.ReadAsync(patient.PatientId, patient.First, cancel))
            {
                if (beat.Beat >= patient.End || !seen.Add(beat.Beat))
                {
                    duplicated++;
                    continue;
                }

                var (truth, samples) = plan.BeatAt(patient.Patient, beat.Beat);
                if (beat.SampleHash != SampleHash.Of(samples)) continue;
                stored++;
                if (beat.Class == BeatClass.Unknown) continue;
                judged++;
                judgedOf[(int)truth.Class]++;
                if (beat.Class == truth.Class)
                {
                    sameClass++;
                    rightOf[(int)truth.Class]++;
                }

                if (beat.Class.IsAbnormal() == truth.Class.IsAbnormal()) sameNormality++;
            }
        }

        return new(sent.Count, sentCount, judged, stored, sentCount - stored, duplicated, sameClass, sameNormality)
        {
            Classes = [.. BeatClassNames.All.Select(one => new ClassAgreement(one, judgedOf[(int)one], rightOf[(int)one]))],
        };
    }
}

using EcgStream.Inference.ModelSets;

namespace EcgStream.Inference.Bench;

/// <summary>
/// Processor time of each model and of all four, on one thread at batch 32. All take turns in every repeat, so that what else
/// runs on the machine falls on each of them, and the ratio is one of neighbours in time.
/// </summary>
internal sealed record CpuCost(IReadOnlyDictionary<string, Spread> MicrosecondsPerBeat, Spread CombinedOverDnn)
{
    public const int Batch = 32;
    public const string Combined = "combined";

    /// <summary>Each repeat runs each model for about this long.</summary>
    public static CpuCost Measure(ModelSet set, int repeats, TimeSpan each)
    {
        var names = ModelNames.All.Append(Combined).ToArray();
        var costs = names.ToDictionary(name => name, _ => new double[repeats]);
        for (var repeat = -1; repeat < repeats; repeat++) // the first is to warm up
            foreach (var name in names)
            {
                var cost = Once(name == Combined ? set.Combined : set.Single(name), each);
                if (repeat >= 0) costs[name][repeat] = cost;
            }

        var ratios = costs[Combined].Zip(costs[ModelNames.Dnn], (all, dnn) => all / dnn).ToArray();
        return new(costs.ToDictionary(cost => cost.Key, cost => Spread.Of(cost.Value)), Spread.Of(ratios));
    }

    // The process's time: a session runs on its caller's thread alone, and nothing else goes on here meanwhile.
    private static double Once(ModelSession session, TimeSpan each)
    {
        var bound = session.Rent();
        Beats.Make(Batch).CopyTo(bound.Beats);
        bound.Run(Batch);
        var (beats, start) = (0L, Environment.CpuUsage.TotalTime);
        TimeSpan used;
        do
        {
            for (var i = 0; i < 16; i++) bound.Run(Batch); // asking for the time costs a system call
            beats += 16 * Batch;
            used = Environment.CpuUsage.TotalTime - start;
        }
        while (used < each);
        session.Return(bound);
        return used.TotalMicroseconds / beats;
    }
}

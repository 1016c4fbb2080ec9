using EcgStream.Simulator.Beats;
using EcgStream.Simulator.Ward;

namespace EcgStream.Bench;

/// <summary>The standard ward, with beats of ECG5000 TEST or, without the data, of the generator.</summary>
internal static class Wards
{
    internal const ulong Seed = 1;

    internal static IBeatSource Open()
    {
        var source = BeatSources.Open(data: null, Console.Out);
        Console.WriteLine($"beats: {source.Name}");
        return source;
    }

    internal static WardPlan Of(int patients, IBeatSource source) => new(patients, Seed, source);
}

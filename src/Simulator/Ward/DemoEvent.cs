using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>Something that happens to one patient of a demonstration.</summary>
/// <param name="What">For people.</param>
/// <param name="Beats">Its beats, one after another.</param>
/// <param name="Shape">What reaches the electrodes of a drawn beat (float[140]) meanwhile; null when nothing changes.</param>
public sealed record DemoEvent(string What, IReadOnlyList<ScenarioBeat> Beats, Func<float[], long, float[]>? Shape = null)
{
    private static readonly ScenarioBeat Normal = new(BeatClass.Normal, DemoScenario.RrMs);
    private static readonly ScenarioBeat Pvc = new(BeatClass.Pvc, 560);
    private static readonly ScenarioBeat Pause = new(BeatClass.Normal, 1_040);
    private static readonly ScenarioBeat Early = new(BeatClass.ROnTPvc, 400);
    private static readonly ScenarioBeat LatePause = new(BeatClass.Normal, 1_200);

    /// <summary>A beat again and again.</summary>
    internal static IReadOnlyList<ScenarioBeat> Row(int count, BeatClass beatClass, double perMinute) =>
        [.. Enumerable.Repeat(new ScenarioBeat(beatClass, 60_000 / perMinute), count)];

    /// <summary>Premature ventricular beats in a row, of the kind that their rate makes them.</summary>
    internal static IReadOnlyList<ScenarioBeat> Pvcs(int count, double perMinute) =>
        Row(count, Rhythm.KindOfPvc(60_000 / perMinute / DemoScenario.RrMs), perMinute);

    /// <summary>A beat after a silence.</summary>
    internal static IReadOnlyList<ScenarioBeat> After(double seconds, Silence silence) => [Normal with { SilenceMs = 1_000 * seconds, Silence = silence }];

    /// <summary>A premature ventricular beat every other beat.</summary>
    internal static IReadOnlyList<ScenarioBeat> Bigeminy(int pairs) => [.. Enumerable.Repeat((ScenarioBeat[])[Pvc, Pause], pairs).SelectMany(pair => pair)];

    /// <summary>Two on the T wave, eight beats apart.</summary>
    internal static IReadOnlyList<ScenarioBeat> TwoOnT() => [Early, LatePause, .. Enumerable.Repeat(Normal, 6), Early, LatePause];

    /// <summary>Normal beats, for what <see cref="Shape"/> makes of them.</summary>
    internal static IReadOnlyList<ScenarioBeat> Plain(int count) => [.. Enumerable.Repeat(Normal, count)];
}

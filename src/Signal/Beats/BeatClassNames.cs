namespace EcgStream.Signal.Beats;

/// <summary>Names of beat classes as the data set spells them, and their AAMI EC57 groups.</summary>
public static class BeatClassNames
{
    /// <summary>The five classes in order of their numbers.</summary>
    public static IReadOnlyList<BeatClass> All { get; } =
        [BeatClass.Normal, BeatClass.ROnTPvc, BeatClass.Pvc, BeatClass.SupraventricularEctopic, BeatClass.Unclassified];

    /// <summary>"Normal", "R-on-T PVC", "PVC", "SP/EB", "UB", or "unknown".</summary>
    public static string Name(this BeatClass beatClass) => beatClass switch
    {
        BeatClass.Normal => "Normal",
        BeatClass.ROnTPvc => "R-on-T PVC",
        BeatClass.Pvc => "PVC",
        BeatClass.SupraventricularEctopic => "SP/EB",
        BeatClass.Unclassified => "UB",
        _ => "unknown",
    };

    /// <summary>True for both kinds of premature ventricular contraction (AAMI group V).</summary>
    public static bool IsVentricular(this BeatClass beatClass) => beatClass is BeatClass.ROnTPvc or BeatClass.Pvc;

    /// <summary>True for every known class but Normal.</summary>
    public static bool IsAbnormal(this BeatClass beatClass) => beatClass > BeatClass.Normal;
}

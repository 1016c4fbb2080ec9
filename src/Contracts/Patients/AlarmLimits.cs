using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>A patient's alarm limits.</summary>
/// <param name="HeartRateLow">Beats a minute.</param>
/// <param name="HeartRateHigh">Beats a minute.</param>
/// <param name="VentricularRateHigh">Rate above which a run of five ventricular beats is ventricular tachycardia, beats a minute (PhysioNet/CinC Challenge 2015: 100).</param>
[GenerateSerializer, Immutable, Alias("patient.limits")]
public sealed record AlarmLimits(
    [property: Id(0)] double HeartRateLow = 40,
    [property: Id(1)] double HeartRateHigh = 140,
    [property: Id(2)] double VentricularRateHigh = 100)
{
    /// <summary>What applies until somebody says otherwise (the alarm definitions of the PhysioNet/CinC Challenge 2015).</summary>
    public static AlarmLimits Default { get; } = new();

    /// <summary>Least rate that a limit may have, beats a minute: no monitor sets a lower one.</summary>
    public const double LeastRate = 20;

    /// <summary>Highest rate that a limit may have, beats a minute.</summary>
    public const double MostRate = 300;

    /// <summary>Room between low and high, beats a minute: twice the hysteresis, or the two would sound in turn.</summary>
    public const double LeastSpan = 10;

    /// <summary>What is wrong: field (camelCase) and reason; nothing when all is well.</summary>
    public IEnumerable<(string Field, string Reason)> Faults()
    {
        foreach (var (field, rate) in ((string, double)[])[("heartRateLow", HeartRateLow), ("heartRateHigh", HeartRateHigh), ("ventricularRateHigh", VentricularRateHigh)])
            if (!(rate >= LeastRate && rate <= MostRate)) yield return (field, Say($"must lie in {LeastRate}…{MostRate} beats a minute, not {rate}."));
        if (!(HeartRateLow + LeastSpan <= HeartRateHigh))
            yield return ("heartRateLow", Say($"must lie at least {LeastSpan} below heartRateHigh ({HeartRateHigh})."));
    }

    private static string Say(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

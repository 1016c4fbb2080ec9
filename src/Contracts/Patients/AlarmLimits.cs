using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>A patient's alarm limits.</summary>
/// <param name="HeartRateLow">Beats a minute.</param>
/// <param name="HeartRateHigh">Beats a minute.</param>
/// <param name="VentricularRateHigh">Rate above which a run of five ventricular beats is ventricular tachycardia, beats a minute (EC13: 100).</param>
[GenerateSerializer, Immutable, Alias("patient.limits")]
public sealed record AlarmLimits(
    [property: Id(0)] double HeartRateLow = 40,
    [property: Id(1)] double HeartRateHigh = 140,
    [property: Id(2)] double VentricularRateHigh = 100)
{
    /// <summary>What applies until somebody says otherwise (domain figures of EC13 and IEC 60601-2-27).</summary>
    public static AlarmLimits Default { get; } = new();
}

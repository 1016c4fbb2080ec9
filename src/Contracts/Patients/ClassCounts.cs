namespace EcgStream.Contracts.Patients;

/// <summary>Beats by combined class.</summary>
/// <param name="Normal">Normal.</param>
/// <param name="ROnTPvc">R-on-T PVC.</param>
/// <param name="Pvc">PVC.</param>
/// <param name="SupraventricularEctopic">SP/EB.</param>
/// <param name="Unclassified">UB.</param>
/// <param name="Unknown">Without a verdict: never counted as normal.</param>
public readonly record struct ClassCounts(
    long Normal, long ROnTPvc, long Pvc, long SupraventricularEctopic, long Unclassified, long Unknown);

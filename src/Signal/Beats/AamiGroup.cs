namespace EcgStream.Signal.Beats;

/// <summary>Beat groups of ANSI/AAMI EC57. The value is the row of a comparison matrix.</summary>
public enum AamiGroup : byte
{
    /// <summary>Normal, bundle branch block, and escape beats other than ventricular.</summary>
    N,

    /// <summary>Supraventricular ectopic.</summary>
    S,

    /// <summary>Ventricular ectopic.</summary>
    V,

    /// <summary>Fusion of a ventricular and a normal beat.</summary>
    F,

    /// <summary>Paced, fusion with a paced beat, or not classifiable.</summary>
    Q,
}

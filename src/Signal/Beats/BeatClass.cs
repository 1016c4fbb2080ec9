namespace EcgStream.Signal.Beats;

/// <summary>Class of a beat, numbered as in ECG5000 (UCR archive; Chen, Keogh et al., DAMI 29(6)).</summary>
public enum BeatClass : byte
{
    /// <summary>No verdict, or a class that the data set does not state (<c>?</c>). Never shown as normal.</summary>
    Unknown = 0,

    /// <summary>Normal (N); AAMI group N.</summary>
    Normal = 1,

    /// <summary>R-on-T premature ventricular contraction; AAMI group V.</summary>
    ROnTPvc = 2,

    /// <summary>Premature ventricular contraction (PVC); AAMI group V.</summary>
    Pvc = 3,

    /// <summary>Supraventricular premature or ectopic beat (SP/EB); AAMI group S.</summary>
    SupraventricularEctopic = 4,

    /// <summary>Unclassified beat (UB); AAMI group Q.</summary>
    Unclassified = 5,
}

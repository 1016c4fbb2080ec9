namespace EcgStream.Signal.Formats.Edf;

/// <summary>One signal of an EDF file.</summary>
/// <param name="Label">Label, e.g. "ECG II".</param>
/// <param name="Transducer">Kind of transducer.</param>
/// <param name="Units">Physical unit.</param>
/// <param name="PhysicalMin">Physical value of <paramref name="DigitalMin"/>.</param>
/// <param name="PhysicalMax">Physical value of <paramref name="DigitalMax"/>; may be less than the minimum.</param>
/// <param name="DigitalMin">Least digital value.</param>
/// <param name="DigitalMax">Greatest digital value; greater than the least.</param>
/// <param name="Prefiltering">Filters before recording.</param>
/// <param name="SamplesPerRecord">Samples in a data record.</param>
public sealed record EdfSignal(
    string Label, string Transducer, string Units, double PhysicalMin, double PhysicalMax, int DigitalMin, int DigitalMax,
    string Prefiltering, int SamplesPerRecord)
{
    /// <summary>True for a signal that holds annotations in place of samples.</summary>
    public bool IsAnnotations => Label is "EDF Annotations";

    /// <summary>Name of the lead: the label without its "ECG " or "EKG ".</summary>
    public string Lead => Label.StartsWith("ECG ", StringComparison.OrdinalIgnoreCase) || Label.StartsWith("EKG ", StringComparison.OrdinalIgnoreCase)
        ? Label[4..].Trim() : Label;

    /// <summary>Physical units per digital unit.</summary>
    public double Scale => (PhysicalMax - PhysicalMin) / ((double)DigitalMax - DigitalMin);

    /// <summary>Microvolts per digital unit; null where the physical unit is not a voltage.</summary>
    public double? MicrovoltsPerUnit => Units switch
    {
        "mV" => 1_000 * Scale,
        "uV" or "µV" or "μV" => Scale,
        "V" => 1_000_000 * Scale,
        "nV" => 0.001 * Scale,
        _ => null,
    };

    /// <summary>Value in physical units.</summary>
    public double ToPhysical(int digital) => ((double)digital - DigitalMin) * Scale + PhysicalMin;
}

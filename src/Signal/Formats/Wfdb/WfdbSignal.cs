namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>One signal line of a WFDB header.</summary>
/// <param name="FileName">Signal file, in the folder of the header.</param>
/// <param name="Format">How its samples are stored.</param>
/// <param name="ByteOffset">Bytes before the first sample.</param>
/// <param name="Gain">ADC units per physical unit; not zero.</param>
/// <param name="Baseline">ADC value of zero physical units.</param>
/// <param name="Units">Physical unit; mV where the header names none.</param>
/// <param name="AdcResolution">Bits of the ADC; 0 where not stated.</param>
/// <param name="AdcZero">ADC value in the middle of the ADC's range.</param>
/// <param name="InitialValue">First sample, in ADC units; null where not stated.</param>
/// <param name="Checksum">16-bit signed sum of all samples; null where not stated.</param>
/// <param name="Description">Name of the lead, e.g. MLII; empty where not stated.</param>
public sealed record WfdbSignal(
    string FileName, WfdbFormat Format, long ByteOffset, double Gain, int Baseline, string Units, int AdcResolution, int AdcZero,
    int? InitialValue, short? Checksum, string Description)
{
    /// <summary>The ADC value that means "no valid sample": the lowest that the format can hold.</summary>
    public int MissingValue => Format switch
    {
        WfdbFormat.Format16 => short.MinValue,
        WfdbFormat.Format24 => -(1 << 23),
        WfdbFormat.Format32 => int.MinValue,
        WfdbFormat.Format80 => -128,
        _ => -2048,
    };

    /// <summary>Microvolts per ADC unit; null where the physical unit is not a voltage.</summary>
    public double? MicrovoltsPerUnit => Units switch
    {
        "mV" => 1_000 / Gain,
        "uV" or "µV" or "μV" => 1 / Gain,
        "V" => 1_000_000 / Gain,
        "nV" => 0.001 / Gain,
        _ => null,
    };

    /// <summary>Value in physical units (<see cref="Units"/>); NaN for <see cref="MissingValue"/>.</summary>
    public double ToPhysical(int adcValue) => adcValue == MissingValue ? double.NaN : ((double)adcValue - Baseline) / Gain;
}

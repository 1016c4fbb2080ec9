namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>One annotation of a WFDB record.</summary>
/// <param name="Sample">Sample from the record's start.</param>
/// <param name="Code">Annotation code, 0…49 (<see cref="WfdbCode"/>).</param>
/// <param name="Subtype">Depends on the code.</param>
/// <param name="Channel">Signal it belongs to, or the annotator's own numbering.</param>
/// <param name="Number">Free number.</param>
/// <param name="Aux">Text, e.g. "(AFIB"; null where there is none. One byte a character in the file (Latin-1), at most 255.</param>
public readonly record struct WfdbAnnotation(
    long Sample, byte Code, sbyte Subtype = 0, byte Channel = 0, sbyte Number = 0, string? Aux = null)
{
    /// <summary>Mnemonic of the code, e.g. 'N'.</summary>
    public char Mnemonic => WfdbCode.MnemonicOf(Code);

    /// <summary>True when it marks a beat.</summary>
    public bool IsBeat => WfdbCode.IsBeat(Code);
}

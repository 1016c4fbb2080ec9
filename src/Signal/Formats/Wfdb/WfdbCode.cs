namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Annotation codes of the MIT format and their mnemonics (WFDB Applications Guide, "Annotation codes").</summary>
public static class WfdbCode
{
    /// <summary>N: normal beat.</summary>
    public const byte Normal = 1;

    /// <summary>S: supraventricular premature or ectopic beat.</summary>
    public const byte Supraventricular = 9;

    /// <summary>V: premature ventricular contraction.</summary>
    public const byte Ventricular = 5;

    /// <summary>F: fusion of ventricular and normal beat.</summary>
    public const byte Fusion = 6;

    /// <summary>/: paced beat.</summary>
    public const byte Paced = 12;

    /// <summary>Q: beat that cannot be classified.</summary>
    public const byte Unclassified = 13;

    /// <summary>~: change of signal quality; the subtype has a bit per signal that is noisy, and is −1 where none can be read.</summary>
    public const byte Noise = 14;

    /// <summary>+: change of rhythm; the text names the rhythm.</summary>
    public const byte Rhythm = 28;

    /// <summary>": comment; the text holds it.</summary>
    public const byte Note = 22;

    /// <summary>!: wave of ventricular flutter.</summary>
    public const byte FlutterWave = 31;

    /// <summary>[: start of ventricular flutter or fibrillation.</summary>
    public const byte FlutterStart = 32;

    /// <summary>]: end of ventricular flutter or fibrillation.</summary>
    public const byte FlutterEnd = 33;

    /// <summary>x: P wave that is not conducted.</summary>
    public const byte BlockedPWave = 37;

    // By code; a space where the code has no mnemonic of one character.
    private const string Mnemonics = " NLRaVFJASEj/Q~ | sT*D\"=pB^t+u?![]en@xf()r";

    /// <summary>Mnemonic of a code, e.g. 'N'; a space where it has none.</summary>
    public static char MnemonicOf(byte code) => code < Mnemonics.Length ? Mnemonics[code] : ' ';

    /// <summary>Code of a mnemonic; 0 where there is none.</summary>
    public static byte Of(char mnemonic) => mnemonic == ' ' ? (byte)0 : (byte)Math.Max(Mnemonics.IndexOf(mnemonic), 0);

    /// <summary>True for the codes that mark a beat: N L R a V F J A S E j / Q B ? e n f r.</summary>
    public static bool IsBeat(byte code) => code is >= 1 and <= 13 or 25 or 30 or 34 or 35 or 38 or 41;
}

using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.Ec57;

/// <summary>Maps annotation codes to beat groups.</summary>
public enum BeatGrouping
{
    /// <summary>ANSI/AAMI EC57 (de Chazal et al., 2004): escape beats (e, j) are N.</summary>
    Aami,

    /// <summary>WFDB's bxb, by its output on MIT-BIH: as EC57, except that escape beats (e, j) are S.</summary>
    Bxb,
}

/// <summary>The group of an annotation.</summary>
public static class BeatGroupingExtensions
{
    /// <summary>Group of a beat annotation's code; null for a code that marks no beat.</summary>
    public static AamiGroup? GroupOf(this BeatGrouping grouping, byte code) => WfdbCode.MnemonicOf(code) switch
    {
        'N' or 'L' or 'R' or 'B' => AamiGroup.N,
        'e' or 'j' => grouping == BeatGrouping.Aami ? AamiGroup.N : AamiGroup.S,
        'A' or 'a' or 'J' or 'S' or 'n' => AamiGroup.S,
        'V' or 'E' or 'r' => AamiGroup.V,
        'F' => AamiGroup.F,
        '/' or 'f' or 'Q' or '?' => AamiGroup.Q,
        _ => null,
    };
}

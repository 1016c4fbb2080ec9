namespace EcgStream.Signal.Features;

/// <summary>
/// What the models of continuous ECG read of one beat: float[<see cref="Length"/>] = four channels of <see cref="Samples"/>
/// samples at 180 Hz around R, then <see cref="ValueCount"/> values. Channels: lead 1, lead 2, lead 1 minus its running beat, lead 2
/// minus its running beat; each is divided by the lead's RMS over 5 s and clipped at ± <see cref="MaxSample"/>. A lead that is absent
/// has channels of 0 and the values of a beat that equals its running beat.
/// </summary>
public static class BeatInput
{
    /// <summary>Samples before R: 0.45 s.</summary>
    public const int Before = 81;

    /// <summary>Samples from R on: 0.45 s.</summary>
    public const int After = 81;

    /// <summary>Samples of a channel.</summary>
    public const int Samples = Before + After;

    /// <summary>Leads that are judged.</summary>
    public const int Leads = 2;

    /// <summary>Channels.</summary>
    public const int Channels = 2 * Leads;

    /// <summary>Values behind the channels.</summary>
    public const int ValueCount = RrHistory.ValueCount + Leads * BeatShape.ValueCount;

    /// <summary>Floats of one beat.</summary>
    public const int Length = Channels * Samples + ValueCount;

    /// <summary>Bound of a channel's samples.</summary>
    public const float MaxSample = 12;

    /// <summary>Names of the values, in order.</summary>
    public static IReadOnlyList<string> ValueNames { get; } =
        [.. RrHistory.ValueNames, .. BeatShape.ValueNames.Select(name => $"{name}, lead 1"), .. BeatShape.ValueNames.Select(name => $"{name}, lead 2")];
}

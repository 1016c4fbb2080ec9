namespace EcgStream.Signal.Features;

/// <summary>A beat of a continuous signal whose input for the models is made.</summary>
/// <param name="RSample">Input sample of its R peak.</param>
/// <param name="RrSeconds">RR interval before it, s; NaN at the start and after a hole.</param>
/// <param name="HasInput">False when its samples were no longer held or no lead was usable: such a beat gets no verdict.</param>
public readonly record struct FramedBeat(long RSample, double RrSeconds, bool HasInput);

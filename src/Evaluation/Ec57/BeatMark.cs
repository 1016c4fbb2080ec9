using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.Ec57;

/// <summary>A beat on the sample axis of a record.</summary>
/// <param name="Sample">Sample of the R peak from the record's start.</param>
/// <param name="Group">Its group.</param>
public readonly record struct BeatMark(long Sample, AamiGroup Group);

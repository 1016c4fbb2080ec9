using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Scoring;

/// <summary>How often beats of one true class were recognised.</summary>
/// <param name="Class">True class.</param>
/// <param name="Judged">Beats of it that have a verdict.</param>
/// <param name="Right">Of these, those whose combined class is the true one.</param>
public readonly record struct ClassAgreement(BeatClass Class, long Judged, long Right);

using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>What a scenario prescribes for one beat.</summary>
/// <param name="Class">Class that the beat is drawn from: the truth, which never travels with the beat.</param>
/// <param name="RrMs">RR interval in ms.</param>
public readonly record struct ScenarioBeat(BeatClass Class, double RrMs);

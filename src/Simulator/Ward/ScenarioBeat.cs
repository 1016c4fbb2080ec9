using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Ward;

/// <summary>What a scenario prescribes for one beat.</summary>
/// <param name="Class">Class that the beat is drawn from: the truth, which never travels with the beat.</param>
/// <param name="RrMs">RR interval in ms.</param>
/// <param name="SilenceMs">Time before the beat in which none comes; 0 as a rule.</param>
/// <param name="Silence">Why none comes then.</param>
public readonly record struct ScenarioBeat(BeatClass Class, double RrMs, double SilenceMs = 0, Silence Silence = Silence.NoBeat);

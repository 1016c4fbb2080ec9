using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Detection;

/// <summary>A beat that the detector has found.</summary>
/// <param name="Sample">Index of the R peak (the QRS fiducial point) in the input, counted from the start of the stay.</param>
/// <param name="ConditionedIndex">The same place in the conditioned signal (180 Hz since the detector's last start).</param>
/// <param name="RrMs">Time since the beat before, ms; null for the first beat after a start.</param>
/// <param name="DelayMs">How much signal after the R peak was needed, ms: at most 400, or 2,000 if <paramref name="BySearchBack"/>.</param>
/// <param name="BySearchBack">True when the beat was refused at first and found later: by search-back, or while the detector was starting.</param>
/// <param name="Paced">True when the patient has a pacemaker: the beat is not to be judged N, S or V (AAMI EC57).</param>
/// <param name="Score">Log-odds that this is a beat, as the detector's discriminant sees it.</param>
/// <param name="LeadsUsed">One bit a lead: the leads that took part.</param>
/// <param name="Noisy">One bit a lead: <see cref="LeadQuality.Noisy"/> or <see cref="LeadQuality.Clipped"/>.</param>
public readonly record struct DetectedBeat(
    long Sample, long ConditionedIndex, float? RrMs, float DelayMs, bool BySearchBack, bool Paced, float Score,
    ushort LeadsUsed, ushort Noisy);

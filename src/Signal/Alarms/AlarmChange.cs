namespace EcgStream.Signal.Alarms;

/// <summary>What a rule says after looking at a beat. (patient, <see cref="Rule"/>, <see cref="OnsetBeat"/>) is the alarm's identity.</summary>
/// <param name="Rule">Name of the rule, e.g. <c>ventricular-run</c>.</param>
/// <param name="Kind">Physiological or technical.</param>
/// <param name="Priority">Priority after this change.</param>
/// <param name="Transition">What happened.</param>
/// <param name="OnsetBeat">Beat with which the condition began.</param>
/// <param name="OnsetAt">Start of that beat, sample time.</param>
/// <param name="At">Sample time of this change: the end of the beat that caused it.</param>
/// <param name="Text">The measured value against its limit, e.g. "VT 7 beats at 148/min".</param>
public readonly record struct AlarmChange(
    string Rule,
    AlarmKind Kind,
    AlarmPriority Priority,
    AlarmTransition Transition,
    long OnsetBeat,
    DateTimeOffset OnsetAt,
    DateTimeOffset At,
    string Text);

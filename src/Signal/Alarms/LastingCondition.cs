using System.Globalization;
using System.Runtime.CompilerServices;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// A condition that no beat tells, because it is about beats that do not come: it is present once it has lasted for its
/// limit. Says so again each time it has doubled. Its owner knows how long it has lasted and when it is over; which clock
/// measures it is said at each.
/// </summary>
public sealed class LastingCondition
{
    /// <summary>Name of the asystole rule in alarm identities.</summary>
    public const string AsystoleRuleName = "asystole";

    /// <summary>Name of the lead-off rule in alarm identities.</summary>
    public const string LeadOffRuleName = "lead-off";

    /// <summary>Name of the rule for a silent producer in alarm identities.</summary>
    public const string SignalLostRuleName = "signal-lost";

    /// <summary>Name of the rule for beats without verdicts in alarm identities.</summary>
    public const string AnalysisStoppedRuleName = "analysis-stopped";

    /// <summary>Time without a beat that is asystole (PhysioNet/CinC Challenge 2015: no QRS for at least 4 s).</summary>
    public static readonly TimeSpan AsystoleLimit = TimeSpan.FromSeconds(4);

    private readonly AlarmKind _kind;
    private readonly AlarmPriority _priority;
    private readonly string _what;
    private readonly TimeSpan _limit;
    private StrongBox<AlarmChange>? _raised; // boxed: hardly any patient has one
    private TimeSpan _sayAgain;

    private LastingCondition(string name, AlarmKind kind, AlarmPriority priority, string what, TimeSpan limit) =>
        (Name, _kind, _priority, _what, _limit) = (name, kind, priority, what, limit);

    /// <summary>Name of the rule in alarm identities.</summary>
    public string Name { get; }

    /// <summary>True from raised to gone.</summary>
    public bool IsPresent => _raised is not null;

    /// <summary>How long it must have lasted for the next thing to be said.</summary>
    public TimeSpan NextAt => IsPresent ? _sayAgain : _limit;

    /// <summary>
    /// No beat for 4 s while a producer watches a signal whose leads are on; on the clock of the samples. High, and so
    /// latching. Gone with the next beat, or when nobody can see whether there are any.
    /// </summary>
    public static LastingCondition Asystole() =>
        new(AsystoleRuleName, AlarmKind.Physiological, AlarmPriority.High, "asystole", AsystoleLimit);

    /// <summary>A lead has been off for 2 s on the clock of the samples: a shorter break is a movement. Gone when it is on, or a beat comes.</summary>
    public static LastingCondition LeadOff() =>
        new(LeadOffRuleName, AlarmKind.Technical, AlarmPriority.Medium, "lead off", TimeSpan.FromSeconds(2));

    /// <summary>Neither samples nor a status have come from a producer that was connected; on the server's clock. Gone with the next.</summary>
    public static LastingCondition SignalLost(TimeSpan limit) =>
        new(SignalLostRuleName, AlarmKind.Technical, AlarmPriority.Medium, "signal lost", limit);

    /// <summary>Beats wait and none gets a verdict; on the server's clock. Gone with the next verdict.</summary>
    public static LastingCondition AnalysisStopped(TimeSpan limit) =>
        new(AnalysisStoppedRuleName, AlarmKind.Technical, AlarmPriority.Medium, "analysis stopped", limit);

    /// <summary>It has lasted for so long by now.</summary>
    /// <param name="lasted">Since it began.</param>
    /// <param name="nextBeat">The beat that is awaited: the onset of an alarm that is raised now.</param>
    /// <param name="onset">When it began, sample time.</param>
    /// <returns>What changed, or null.</returns>
    public AlarmChange? Observe(TimeSpan lasted, long nextBeat, DateTimeOffset onset)
    {
        if (lasted < NextAt) return null;
        // The text names the time at which it is said; one that is said late is not said for every doubling passed.
        _sayAgain = _limit;
        while (_sayAgain <= lasted) _sayAgain *= 2;
        var text = string.Create(CultureInfo.InvariantCulture, $"{_what} {lasted.TotalSeconds:0.0} s ≥ {_limit.TotalSeconds:0.#} s");
        _raised = new(_raised is { Value: var raised }
            ? raised with { Transition = AlarmTransition.Escalated, At = raised.OnsetAt + lasted, Text = text }
            : new AlarmChange(Name, _kind, _priority, AlarmTransition.Raised, nextBeat, onset, onset + lasted, text));
        return _raised.Value;
    }

    /// <summary>It is over; null when it was not present.</summary>
    /// <param name="at">Sample time of its end.</param>
    public AlarmChange? End(DateTimeOffset at)
    {
        if (_raised is not { } raised) return null;
        _raised = null;
        return raised.Value with { Transition = AlarmTransition.ConditionGone, At = at };
    }

    /// <summary>Takes up an alarm that was raised before this activation.</summary>
    public void Resume(in AlarmChange open)
    {
        _raised = new(open);
        _sayAgain = TimeSpan.MaxValue; // since when is not known any more
    }
}

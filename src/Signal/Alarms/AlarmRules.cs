using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Alarms;

/// <summary>The alarm rules of one patient and what they hold to be present. Not thread-safe: one patient, one owner.</summary>
public sealed class AlarmRules
{
    private readonly IAlarmRule[] _rules;
    private readonly List<AlarmChange> _changes = []; // of the beat being observed
    private readonly List<AlarmChange> _active = [];
    private VentricularReading _ventricular;

    /// <summary>An engine with the given rules, asked in this order.</summary>
    public AlarmRules(params IEnumerable<IAlarmRule> rules) => _rules = [.. rules];

    /// <summary>
    /// All rules, with a patient's limits. Which yields to which stands at each rule and in docs/alarms.md.
    /// </summary>
    /// <param name="heartRateLow">Rate below which bradycardia is extreme, beats a minute.</param>
    /// <param name="heartRateHigh">Rate above which tachycardia is extreme, beats a minute.</param>
    /// <param name="ventricularRateHigh">Rate above which a ventricular run is ventricular tachycardia, beats a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public static AlarmRules Default(
        double heartRateLow = 40, double heartRateHigh = 140, double ventricularRateHigh = VentricularRun.DefaultRateHigh) =>
        new(new VentricularRun(ventricularRateHigh),
            ExtremeRate.Tachycardia(heartRateHigh),
            ExtremeRate.Bradycardia(heartRateLow),
            new RepeatedROnT(),
            new Bigeminy(),
            new PvcRate(),
            ManyOfTwenty.Anomaly(),
            ManyOfTwenty.Disagreement(),
            ManyOfTwenty.Noise(),
            ManyOfTwenty.Clipping(),
            new FlatLine());

    /// <summary>Last change of every alarm whose condition is present, in the order in which they were raised.</summary>
    public IReadOnlyList<AlarmChange> Active => _active;

    /// <summary>
    /// Changes the limits of the rules that have one, from the next beat on. What they have counted stays: an alarm goes
    /// when the new limit says so.
    /// </summary>
    /// <inheritdoc cref="Default" path="/param"/>
    /// <inheritdoc cref="Default" path="/exception"/>
    public void ChangeLimits(double heartRateLow, double heartRateHigh, double ventricularRateHigh)
    {
        foreach (var rule in _rules)
        {
            if (rule is VentricularRun run) run.RateHigh = ventricularRateHigh;
            else if (rule is ExtremeRate rate) rate.Limit = rate.IsHigh ? heartRateHigh : heartRateLow;
        }
    }

    /// <summary>Shows the next judged beat to every rule and appends what changed. Does not allocate while nothing changes.</summary>
    /// <param name="beat">Indices rise; a jump is a recorded hole.</param>
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        Show(beat);
        if (_changes.Count == 0) return;
        foreach (var change in _changes)
        {
            Follow(change);
            changes.Add(change);
        }
        _changes.Clear();
    }

    /// <summary>
    /// Rebuilds the state of fresh rules at an activation, emitting nothing: the beats were judged and their changes stored
    /// before.
    /// </summary>
    /// <param name="recentBeats">The last stored beats, oldest first.</param>
    /// <param name="open">
    /// The patient's alarms whose condition is present, as stored: those that began before the oldest of the beats keep
    /// their onset, and with it their identity. Alarms of no rule here are passed over.
    /// </param>
    public void Replay(IEnumerable<JudgedBeat> recentBeats, IEnumerable<AlarmChange>? open = null)
    {
        var alarms = open?.ToList() ?? [];
        JudgedBeat? first = null;
        foreach (var beat in recentBeats)
        {
            if (first is null) Resume(alarms, beat);
            first ??= beat;
            Show(beat);
            foreach (var change in _changes) Follow(change);
            _changes.Clear();
        }
        if (first is { } begin) Adopt(alarms, begin);
    }

    private void Show(in JudgedBeat beat)
    {
        // A model makes something of a flat line, too; whatever it says, there is no beat to speak of.
        var shown = (beat.Quality & SignalQuality.Flat) == 0
            ? beat
            : beat with { Verdict = new Verdict { ModelSet = beat.Verdict.ModelSet, Threshold = beat.Verdict.Threshold } };
        var read = _ventricular.Read(shown);
        foreach (var rule in _rules) rule.Observe(read, _changes);
    }

    private void Adopt(IEnumerable<AlarmChange> open, in JudgedBeat first)
    {
        foreach (var alarm in open)
        {
            if (_active.Any(active => active.Rule == alarm.Rule && active.OnsetBeat == alarm.OnsetBeat)) continue;
            foreach (var rule in _rules)
            {
                if (rule.Name != alarm.Rule || !rule.Adopt(alarm, first)) continue;
                _active.RemoveAll(active => active.Rule == alarm.Rule); // the replay's own idea of it, with another identity
                _active.Add(alarm);
            }
        }
    }

    private void Resume(IEnumerable<AlarmChange> open, in JudgedBeat first)
    {
        foreach (var alarm in open)
        {
            if (alarm.OnsetBeat >= first.Index || !_rules.Any(rule => rule.Name == alarm.Rule)) continue;
            foreach (var rule in _rules)
                if (rule.Name == alarm.Rule) rule.Resume(alarm, first);
            _active.Add(alarm);
        }
    }

    private void Follow(in AlarmChange change)
    {
        var at = -1;
        for (var i = 0; i < _active.Count && at < 0; i++)
            if (_active[i].Rule == change.Rule && _active[i].OnsetBeat == change.OnsetBeat) at = i;

        if (change.Transition == AlarmTransition.ConditionGone)
        {
            if (at >= 0) _active.RemoveAt(at);
        }
        else if (at >= 0) _active[at] = change;
        else _active.Add(change);
    }
}

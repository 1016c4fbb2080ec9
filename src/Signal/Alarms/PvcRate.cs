using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Premature ventricular contractions a minute above 10 (the limit is the project's; monitors let one set 1 to 30 and sound
/// at low priority, e.g. Mindray V Series, Operating Instructions 9.7.2.7), by the mean of two minutes on sample time: a
/// patient with 4 a minute has 11 in some minute once an hour by chance, 21 in two minutes once in a day. Low priority for the reason given at <see cref="Bigeminy"/>. Yields:
/// beats of a run are <see cref="VentricularRun"/>'s, beats two after another are <see cref="Bigeminy"/>'s. The onset is
/// the beat that passes the limit; gone at 8 a minute; says so again when the rate has doubled.
/// </summary>
/// <param name="limit">PVCs a minute.</param>
public sealed class PvcRate(double limit = PvcRate.DefaultLimit) : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "pvc-rate";

    /// <summary>PVCs a minute above which the rule sounds.</summary>
    public const double DefaultLimit = 10;

    private const string Prefix = "PVC ";
    private const string PerMinuteUnit = "/min";
    private const double Minutes = 2;
    private const double GoneAt = 0.8; // of the limit

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(Minutes);

    // PVCs of the last two minutes. Bounded by the heart: RR intervals are at least 200 ms and every other beat counts at most.
    private readonly Queue<DateTimeOffset> _times = new();
    private VentricularCount _row;
    private (long Beat, DateTimeOffset At) _first; // of the row that the last beat belongs to
    private (long Beat, DateTimeOffset At) _counted;
    private long _lastVentricular = long.MinValue / 2; // before that row
    private double _said;
    private DateTimeOffset _fullAt; // before it, an alarm from before the restart does not end: its PVCs are not remembered
    private OneAlarm _alarm;

    /// <inheritdoc />
    public string Name => RuleName;

    private double PerMinute => _times.Count / Minutes;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var ended = _row.Observe(beat); // only now it is known to be no run
        if (ended > 0)
        {
            var isInStep = _lastVentricular == _first.Beat - 2;
            _lastVentricular = _first.Beat + ended - 1;
            if (ended < VentricularCount.Run && !isInStep) Count(ended);
        }
        if (_row.Length == 1) _first = (beat.Index, beat.Start);

        while (_times.TryPeek(out var oldest) && beat.Start - oldest > Window) _times.Dequeue();
        if (PerMinute <= GoneAt * limit && beat.Start >= _fullAt) _alarm.End(beat, changes);
        if (ended > 0) Judge(beat, changes);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat < first.Index) Adopt(open, first);
    }

    /// <inheritdoc />
    public bool Adopt(in AlarmChange open, in JudgedBeat first)
    {
        _alarm.Resume(open);
        _fullAt = first.Start + Window;
        _said = SaidIn(open.Text) ?? Math.Max(PerMinute, limit);
        return true;
    }

    // Twice what the alarm said is when it says so again, also where another process said it.
    private static double? SaidIn(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var end = text.IndexOf(PerMinuteUnit, StringComparison.Ordinal);
        return end > 0 && double.TryParse(text.AsSpan(Prefix.Length, end - Prefix.Length), CultureInfo.InvariantCulture, out var said) ? said : null;
    }

    private void Count(int beats)
    {
        _times.EnsureCapacity(32); // most patients have no PVC and no room for any
        for (var i = 0; i < beats; i++) _times.Enqueue(_first.At);
        _counted = _first;
    }

    private void Judge(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (PerMinute <= limit || _alarm.IsPresent && PerMinute < 2 * _said) return;
        _said = PerMinute;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{PerMinute:0.#}{PerMinuteUnit} > {limit:0.#}{PerMinuteUnit} over {Minutes:0} min");
        if (_alarm.IsPresent) _alarm.Escalate(beat, text, changes);
        else
        {
            _alarm.Raise(new(RuleName, AlarmKind.Physiological, AlarmPriority.Low, AlarmTransition.Raised,
                _counted.Beat, _counted.At, beat.Start.AddMilliseconds(beat.RrMs), text), changes);
        }
    }
}

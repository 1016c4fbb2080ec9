using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// A heart rate beyond a limit over some beats in a row, by the mean of their RR intervals. Source: domain figures after
/// ANSI/AAMI EC13, extreme tachycardia above 140/min over 17 beats, extreme bradycardia below 40/min over 5 beats. The
/// onset is the first of the beats; the condition is gone when the mean is back inside, and at a hole. Not part of
/// <see cref="AlarmRules.Default"/> yet.
/// </summary>
public sealed class ExtremeRate : IAlarmRule
{
    private readonly bool _isHigh;
    private readonly double _limit;
    private readonly double[] _rrMs;
    private readonly string _text;
    private int _count;
    private int _next;
    private long _nextBeat;
    private AlarmChange? _raised;

    private ExtremeRate(string name, string text, bool isHigh, double limit, int beats)
    {
        if (!(limit > 0 && double.IsFinite(limit)))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The rate limit is a positive number of beats a minute.");
        (Name, _text, _isHigh, _limit, _rrMs) = (name, text, isHigh, limit, new double[beats]);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Above the limit over 17 beats.</summary>
    /// <param name="limit">Beats a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public static ExtremeRate Tachycardia(double limit = 140) => new("extreme-tachycardia", "extreme tachycardia", true, limit, 17);

    /// <summary>Below the limit over 5 beats.</summary>
    /// <inheritdoc cref="Tachycardia"/>
    public static ExtremeRate Bradycardia(double limit = 40) => new("extreme-bradycardia", "extreme bradycardia", false, limit, 5);

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (beat.Index != _nextBeat)
        {
            End(beat, changes);
            _count = _next = 0;
        }
        _nextBeat = beat.Index + 1;
        _rrMs[_next] = beat.RrMs;
        _next = (_next + 1) % _rrMs.Length;
        if (_count < _rrMs.Length) _count++;
        if (_count < _rrMs.Length) return;

        double sum = 0;
        foreach (var rr in _rrMs) sum += rr;
        var rate = 60_000 * _count / sum;
        if (!(_isHigh ? rate > _limit : rate < _limit))
        {
            End(beat, changes);
        }
        else if (_raised is null)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{_text} {rate:F0}/min over {_count} beats, limit {_limit:0.#}/min");
            var end = beat.Start.AddMilliseconds(beat.RrMs);
            _raised = new AlarmChange(Name, AlarmKind.Physiological, AlarmPriority.High, AlarmTransition.Raised,
                beat.Index - _count + 1, end.AddMilliseconds(-sum), end, text);
            changes.Add(_raised.Value);
        }
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _raised = open;
        _nextBeat = first.Index;
    }

    private void End(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (_raised is not { } raised) return;
        _raised = null;
        changes.Add(raised with { Transition = AlarmTransition.ConditionGone, At = beat.Start.AddMilliseconds(beat.RrMs) });
    }
}

using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// A heart rate beyond a limit over some beats in a row, by the mean of their RR intervals. Source: the alarm
/// definitions of the PhysioNet/CinC Challenge 2015 (Clifford et al., CinC 2015, 273–276), extreme tachycardia above 140/min over 17 beats, extreme bradycardia below 40/min over 5 beats. The
/// onset is the first of the beats; the condition is gone when the mean is back by 5/min, and at a hole. Tachycardia
/// yields: the beats of a ventricular run are <see cref="VentricularRun"/>'s, and it counts anew after one. Bradycardia
/// yields to nothing.
/// </summary>
public sealed class ExtremeRate : IAlarmRule
{
    private const double Hysteresis = 5; // beats a minute: a rate that plays about the limit is one alarm

    private double _limit;
    private readonly double[] _rrMs;
    private int _count;
    private int _next;
    private long _nextBeat;
    private VentricularCount _row;
    private OneAlarm _alarm;

    private ExtremeRate(string name, bool isHigh, double limit, int beats)
    {
        (Name, IsHigh, _rrMs) = (name, isHigh, new double[beats]);
        Limit = limit;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>True for tachycardia, false for bradycardia.</summary>
    public bool IsHigh { get; }

    /// <summary>Beats a minute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public double Limit
    {
        get => _limit;
        set => _limit = value > 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The rate limit is a positive number of beats a minute.");
    }

    /// <summary>Above the limit over 17 beats.</summary>
    /// <param name="limit">Beats a minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive finite rate.</exception>
    public static ExtremeRate Tachycardia(double limit = 140) => new("extreme-tachycardia", true, limit, 17);

    /// <summary>Below the limit over 5 beats.</summary>
    /// <inheritdoc cref="Tachycardia"/>
    public static ExtremeRate Bradycardia(double limit = 40) => new("extreme-bradycardia", false, limit, 5);

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        if (beat.Index != _nextBeat)
        {
            _alarm.End(beat, changes);
            _count = _next = 0;
        }
        _nextBeat = beat.Index + 1;
        _row.Observe(beat);
        if (IsHigh && _row.Length >= VentricularCount.Run && !_alarm.IsPresent)
        {
            _count = _next = 0;
            return;
        }
        _rrMs[_next] = beat.RrMs;
        _next = (_next + 1) % _rrMs.Length;
        if (_count < _rrMs.Length) _count++;
        if (_count < _rrMs.Length) return;

        double sum = 0;
        foreach (var rr in _rrMs) sum += rr;
        var rate = 60_000 * _count / sum;
        if (IsHigh ? rate <= _limit - Hysteresis : rate >= _limit + Hysteresis) _alarm.End(beat, changes);
        else if (!_alarm.IsPresent && (IsHigh ? rate > _limit : rate < _limit))
        {
            var end = beat.Start.AddMilliseconds(beat.RrMs);
            _alarm.Raise(new(Name, AlarmKind.Physiological, AlarmPriority.High, AlarmTransition.Raised,
                beat.Index - _count + 1, end.AddMilliseconds(-sum), end, Text(rate)), changes);
        }
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _alarm.Resume(open);
        _nextBeat = first.Index;
    }

    private string Text(double rate)
    {
        // "HR 140 > 140" would be nonsense: close to the limit it takes a decimal.
        var digits = Math.Abs(rate - _limit) < 1 ? "F1" : "F0";
        return string.Create(CultureInfo.InvariantCulture,
            $"HR {rate.ToString(digits, CultureInfo.InvariantCulture)} {(IsHigh ? '>' : '<')} {_limit:0.#} over {_rrMs.Length} beats");
    }
}

using System.Globalization;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Samples come and nothing is in them, for as long as asystole takes to be told. Technical, since a producer that finds
/// beats in a flat line contradicts itself; high, since from the samples alone it cannot be told from a heart that has
/// stopped. The condition is gone with the first beat that is not flat, and at a hole.
/// </summary>
/// <param name="limit">How long; 4 s as with <see cref="LastingCondition.Asystole"/> where null.</param>
public sealed class FlatLine(TimeSpan? limit = null) : IAlarmRule
{
    /// <summary>Name of the rule in alarm identities.</summary>
    public const string RuleName = "flat-line";

    private readonly double _limitMs = (limit ?? LastingCondition.AsystoleLimit).TotalMilliseconds;
    private long _first, _nextBeat = -1;
    private DateTimeOffset _firstAt;
    private double _flatMs;
    private OneAlarm _alarm;

    /// <inheritdoc />
    public string Name => RuleName;

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        var isFlat = (beat.Quality & SignalQuality.Flat) != 0;
        if (!isFlat || beat.Index != _nextBeat)
        {
            _alarm.End(beat, changes);
            (_flatMs, _first, _firstAt) = (0, beat.Index, beat.Start);
        }

        _nextBeat = beat.Index + 1;
        if (!isFlat) return;
        _flatMs += beat.RrMs;
        if (_flatMs < _limitMs || _alarm.IsPresent) return;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"flat line {_flatMs / 1000:0.0} s ≥ {_limitMs / 1000:0.#} s: check the patient");
        _alarm.Raise(new(RuleName, AlarmKind.Technical, AlarmPriority.High, AlarmTransition.Raised,
            _first, _firstAt, beat.Start.AddMilliseconds(beat.RrMs), text), changes);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat >= first.Index) return;
        _alarm.Resume(open);
        _nextBeat = first.Index;
    }
}

using System.Globalization;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Alarms;

/// <summary>
/// Something about many beats of the last 20. One beat in twenty may have it by error alone (the
/// autoencoder takes some 5 % of normal beats for anomalous in cross-validation); ten of twenty then happen once in 10⁸
/// beats, five of twenty hundreds of times an hour in a ward of 100. Low priority, not latching; gone when half of the
/// limit is left (after a hole or a restart: of 20 that have been seen). The onset is the first of the beats counted, as far back as the window reaches.
/// </summary>
public sealed class ManyOfTwenty : IAlarmRule
{
    /// <summary>Name of the anomaly rule in alarm identities.</summary>
    public const string AnomalyRuleName = "anomaly-burst";

    /// <summary>Name of the disagreement rule in alarm identities.</summary>
    public const string DisagreementRuleName = "model-disagreement";

    /// <summary>Name of the noise rule in alarm identities.</summary>
    public const string NoiseRuleName = "noise";

    /// <summary>Name of the clipping rule in alarm identities.</summary>
    public const string ClippingRuleName = "clipping";

    // By reference: a judged beat is over 200 bytes.
    private delegate bool Has(in JudgedBeat beat);

    private const int DefaultLimit = 10;

    // Good signals have no such beat at all (see SignalQualityCheck); eight at 60/min are told within 10 s.
    private const int QualityLimit = 8;

    private readonly AlarmKind _kind;
    private readonly string _what;
    private readonly Has _has;
    private readonly int _limit;
    private LastTwenty _last;
    private OneAlarm _alarm;

    private ManyOfTwenty(string name, AlarmKind kind, string what, Has has, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LastTwenty.Beats);
        (Name, _kind, _what, _has, _limit) = (name, kind, what, has, limit);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>
    /// The autoencoder finds beats anomalous that no other rule speaks of: ventricular beats are anomalous, too, and have
    /// rules of their own, and so have noisy and clipped ones. A changed form of the beat (a block, a pacemaker, a moved
    /// lead) looks like this.
    /// </summary>
    /// <param name="limit">Beats of the last 20, 1…20; gone at half of it.</param>
    public static ManyOfTwenty Anomaly(int limit = DefaultLimit) => new(AnomalyRuleName, AlarmKind.Physiological, "anomalous beats",
        static (in JudgedBeat beat) => IsUnexplained(beat), limit);

    /// <summary>
    /// The models contradict each other on normal or not. Beats that count for <see cref="Anomaly"/> do not count here.
    /// Technical: it is about the analysis, and says that its other words deserve less trust now.
    /// </summary>
    /// <inheritdoc cref="Anomaly" path="/param"/>
    public static ManyOfTwenty Disagreement(int limit = DefaultLimit) => new(DisagreementRuleName, AlarmKind.Technical, "beats on which the models disagree",
        static (in JudgedBeat beat) => beat.Verdict.Disagree && !IsPoor(beat) && !IsUnexplained(beat), limit);

    /// <summary>
    /// The signal is too rough to read. Rhythm rules go on: a muscle artefact must not hide a tachycardia. Vendors count
    /// artefact among the technical alarms, as here.
    /// </summary>
    /// <inheritdoc cref="Anomaly" path="/param"/>
    public static ManyOfTwenty Noise(int limit = QualityLimit) => new(NoiseRuleName, AlarmKind.Technical, "noisy beats",
        static (in JudgedBeat beat) => (beat.Quality & SignalQuality.Noisy) != 0, limit);

    /// <summary>The signal is cut off at an amplifier's limit.</summary>
    /// <inheritdoc cref="Anomaly" path="/param"/>
    public static ManyOfTwenty Clipping(int limit = QualityLimit) => new(ClippingRuleName, AlarmKind.Technical, "clipped beats",
        static (in JudgedBeat beat) => (beat.Quality & SignalQuality.Clipped) != 0, limit);

    /// <inheritdoc />
    public void Observe(in JudgedBeat beat, ICollection<AlarmChange> changes)
    {
        _last.Add(beat.Index, _has(beat));
        var count = _last.Count;
        if (count <= _limit / 2 && _last.IsFull) _alarm.End(beat, changes);
        if (count < _limit || _alarm.IsPresent) return;

        var back = _last.FirstAgo;
        var end = beat.Start.AddMilliseconds(beat.RrMs);
        var text = string.Create(CultureInfo.InvariantCulture, $"{_what} {count} of {LastTwenty.Beats} ≥ {_limit}");
        _alarm.Raise(new(Name, _kind, AlarmPriority.Low, AlarmTransition.Raised,
            // The window holds bits and no times: the onset's time is by the RR interval of this beat.
            beat.Index - back, beat.Start.AddMilliseconds(-back * beat.RrMs), end, text), changes);
    }

    /// <inheritdoc />
    public void Resume(in AlarmChange open, in JudgedBeat first)
    {
        if (open.OnsetBeat < first.Index) _alarm.Resume(open);
    }

    /// <inheritdoc />
    public bool Adopt(in AlarmChange open, in JudgedBeat first)
    {
        _alarm.Resume(open);
        return true;
    }

    private static bool IsUnexplained(in JudgedBeat beat) =>
        beat.Verdict is { IsAnomalous: true } verdict && !verdict.Class.IsVentricular() && !IsPoor(beat);

    private static bool IsPoor(in JudgedBeat beat) => beat.Quality != SignalQuality.Good;
}

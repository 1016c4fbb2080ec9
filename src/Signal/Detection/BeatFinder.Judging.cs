using EcgStream.Signal.Conditioning;
using static EcgStream.Signal.Detection.CandidateFeatures;

namespace EcgStream.Signal.Detection;

/// <summary>From a peak to a beat: measures, decision, search-back, and what an accepted beat teaches.</summary>
internal sealed partial class BeatFinder
{
    private const float AcceptFrom = 0;
    private const float SearchBackFrom = -1;
    private const float ArrivalFrom = -0.7f;     // a gap that ends with a beat is searched more strictly
    private const float SearchBackAfter = 1.66f; // × RR: Pan and Tompkins
    private const float ArrivalAfter = 1.5f;
    private const float StartCrest = 0.9f;       // log 2.5: noise alone does not stand out of itself that far
    private const float StartCorrelation = 0.7f;
    private const float LenientAfterSeconds = 2.5f;
    private const float LenientPerSecond = 2;
    private const float LenientMost = 8;
    private const float LenientCrest = 1.4f;     // log 4, while no beats are followed
    private const int StartWithin = 6 * SignalConditioner.RateHz;
    private const float BeyondDoubt = 2;
    private const float LostCrest = 0.65f;
    private const float LostCorrelation = 0.55f;

    private bool _learnt;
    private bool _tracking;    // beats leave; before, two alike have to be seen
    private uint _usable;
    private long _lastPeak;
    private long _lastFiducial;
    private long _beats;
    private float _rr;         // running RR interval, samples
    private float _irregularity;
    private float _lock;
    private float _crest;
    private float _lastHeight;
    private float _noisePeak;

    /// <summary>True while beats are being followed; false at the start, in noise and in asystole.</summary>
    public bool IsTracking => _tracking;

    /// <summary>Running RR interval, conditioned samples.</summary>
    public float RunningRr => _rr;

    /// <summary>Beats found since the start.</summary>
    public long Beats => _beats;

    private void ResetRhythm()
    {
        (_tracking, _beats, _lastPeak, _lastFiducial) = (false, 0, -SignalConditioner.RateHz, -1);
        (_rr, _irregularity, _lock, _crest, _lastHeight, _noisePeak) = (0.8f * SignalConditioner.RateHz, 0.2f, 0, 1, 0, 0.2f);
        PeaksJudged = 0;
    }

    /// <summary>Lets levels recover when beats stay away.</summary>
    private void Follow(long place)
    {
        if (place % SignalConditioner.RateHz == 0)
            for (var lead = 0; lead < _leads; lead++) (_levels[lead].HighestBefore, _levels[lead].Highest) = (_levels[lead].Highest, 0);
        var silence = place - _lastPeak;
        if (silence <= Math.Max(2.5f * _rr, 2.5f * SignalConditioner.RateHz) || silence % (SignalConditioner.RateHz / 2) != 0) return;
        for (var lead = 0; lead < _leads; lead++)
            if (_levels[lead].Weight > 0) _levels[lead].Recover();
        Weigh();
        _noisePeak *= 0.8f;
        if (silence > 8 * SignalConditioner.RateHz) _tracking = false;
    }

    private void Judge<TSink>(long peak, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        var sinceLast = peak - _lastPeak;
        if (sinceLast < Refractory) return;
        PeaksJudged++;
        Span<float> features = stackalloc float[Count];
        Measure(peak, features, out var candidate);
        candidate.Score = _scorer.Score(features) + Leniency(sinceLast, candidate.LogCrest);
        Observer?.Invoke(candidate, features.ToArray());
        if (candidate.Score <= AcceptFrom)
        {
            _noisePeak += 0.1f * (Math.Min(candidate.Height, 1) - _noisePeak);
            Keep(candidate);
        }
        else if (_tracking)
        {
            if (sinceLast > ArrivalAfter * _rr && BestCandidate(peak - 5 * Refractory / 4) is var best and >= 0 && _candidates[best].Score > ArrivalFrom)
                Accept(_candidates[best], searchBack: true, ref sink);
            Accept(candidate, searchBack: false, ref sink);
        }
        else
        {
            Keep(candidate);
            TryStart(ref sink);
        }
    }

    /// <summary>What stands out of the noise is accepted more and more easily when beats stay away: no rhythm locks the detector out.</summary>
    private float Leniency(long sinceLast, float logCrest)
    {
        var silence = sinceLast / (float)SignalConditioner.RateHz - LenientAfterSeconds;
        return silence > 0 && logCrest > (_tracking ? StartCrest : LenientCrest) ? Math.Min(LenientMost, LenientPerSecond * silence) : 0;
    }

    private void Measure(long peak, Span<float> f, out Candidate candidate)
    {
        candidate = new Candidate { Peak = peak, Height = _envelope[peak & EnvelopeMask], Fiducial = FiducialNear(peak) };
        float between = 0, slope = 0, lowest = 9, highest = 0;
        for (var lead = 0; lead < _leads; lead++)
        {
            ref var level = ref _levels[lead];
            if (level.Weight == 0) continue;
            var envelope = _bands[lead].EnvelopeAt(peak);
            candidate.Envelope[lead] = envelope;
            between += level.Gain * level.Noise;
            slope += level.Weight * (level.Slope > 0 ? _bands[lead].SlopeAround(peak, FiducialReach) / level.Slope : 1);
            if (level.Weight <= 0.2f / _leads) continue;
            lowest = Math.Min(lowest, envelope / level.Beat);
            highest = Math.Max(highest, envelope / level.Beat);
        }

        float before = 0, refused = 0;
        for (var i = peak - 63; i < peak - 12; i++) before = Math.Max(before, _envelope[i & EnvelopeMask]);
        for (var i = 0; i < _candidateCount; i++) refused = Math.Max(refused, _candidates[i].Height);
        var seconds = (peak - _lastPeak) / (float)SignalConditioner.RateHz;
        var intervals = (peak - _lastPeak) / _rr;
        var lateness = PortableMath.Log(Math.Max(intervals, 0.05f)) / 0.12f;

        f.Clear();
        f[Height] = PortableMath.Log(candidate.Height, -3, 1.5f);
        f[Crest] = candidate.LogCrest = PortableMath.Log(candidate.Height / between, -1, 3.5f);
        f[OverNoisePeaks] = PortableMath.Log(candidate.Height / _noisePeak, -2, 3);
        f[Slope] = PortableMath.Log(slope, -3, 1.5f);
        f[LowestLead] = PortableMath.Log(lowest, -3, 1.5f);
        f[HighestLead] = PortableMath.Log(highest, -3, 1.5f);
        f[Seconds] = Math.Min(seconds, 2);
        f[TWave] = 5 * Math.Max(0, 0.36f - seconds);
        f[Intervals] = Math.Min(intervals, 3);
        f[OnTime] = 1 / (1 + lateness * lateness);
        f[Noise] = PortableMath.Log(between, -4, 0);
        f[OverPrevious] = PortableMath.Log(candidate.Height / Math.Max(before, 0.02f), -3, 2);
        f[Irregularity] = 3 * _irregularity;
        f[CandidateFeatures.Lock] = _lock;
        f[Rate] = PortableMath.Log(_rr / (0.8f * SignalConditioner.RateHz), -1.2f, 1.2f);
        f[LastHeight] = _lastHeight;
        f[Sharpness] = PortableMath.Log(slope / candidate.Height, -2, 1);
        f[CandidateFeatures.Refractory] = 10 * Math.Max(0, 0.26f - seconds);
        f[BestRefused] = PortableMath.Log(refused, -3, 0.5f);
        f[LastCrest] = _crest;
        MeasureForm(f, ref candidate);
    }

    private void MeasureForm(Span<float> f, ref Candidate candidate)
    {
        candidate.Match = _templates.Best(_bands, _levels, candidate.Fiducial, leastBeats: 1);
        if (_templates.Any)
        {
            var match = _templates.Best(_bands, _levels, candidate.Fiducial, BeatTemplates.Established);
            float lowest = 1, highest = -1;
            for (var lead = 0; lead < _leads; lead++)
            {
                if (_levels[lead].Weight <= 0.2f / _leads) continue;
                var correlation = _templates.OfLead(match.Form, _bands[lead], lead, candidate.Fiducial + match.Shift);
                (lowest, highest) = (Math.Min(lowest, correlation), Math.Max(highest, correlation));
            }

            f[Correlation] = candidate.Correlation = match.Correlation;
            (f[LowestCorrelation], f[HighestCorrelation]) = (lowest, highest);
            f[AmplitudeError] = Math.Abs(PortableMath.Log(Math.Max(match.Amplitude, 0.05f), -3, 2));
            f[HasForm] = 1;
        }

        // A beat of a known form is placed as that form is; any other at its largest deviation.
        if (candidate.Match.Correlation > 0.7f) candidate.Fiducial += candidate.Match.Shift;
    }

    /// <summary>Keeps a candidate for search-back; the least likely one makes room.</summary>
    private void Keep(in Candidate candidate)
    {
        if (_candidateCount == MostCandidates)
        {
            var least = 0;
            for (var i = 1; i < _candidateCount; i++)
                if (_candidates[i].Score < _candidates[least].Score) least = i;
            if (candidate.Score <= _candidates[least].Score) return;
            Array.Copy(_candidates, least + 1, _candidates, least, --_candidateCount - least);
        }

        _candidates[_candidateCount++] = candidate;
    }

    private void DropBefore(long peak)
    {
        var kept = 0;
        for (var i = 0; i < _candidateCount; i++)
            if (_candidates[i].Peak >= peak) _candidates[kept++] = _candidates[i];
        _candidateCount = kept;
    }

    /// <summary>The most likely refused candidate that can follow the last beat and lies before a place; −1 if there is none.</summary>
    private int BestCandidate(long before)
    {
        var best = -1;
        for (var i = 0; i < _candidateCount; i++)
            if (_candidates[i].Peak - _lastPeak >= Refractory && _candidates[i].Peak <= before
                && (best < 0 || _candidates[i].Score > _candidates[best].Score)) best = i;
        return best;
    }

    private void SearchBack<TSink>(long place, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        if (_candidateCount == 0) return;
        if (_tracking && place - _lastPeak > SearchBackAfter * _rr
            && BestCandidate(place) is var best and >= 0 && _candidates[best].Score > SearchBackFrom)
            Accept(_candidates[best], searchBack: true, ref sink);
        Expire();
    }

    /// <summary>Gives up what is too old to be announced. Before the start it still says how a beat looks: slow rhythms start by it.</summary>
    private void Expire()
    {
        var oldest = _signal.Count - OldestCandidate;
        for (var i = 0; !_tracking && i < _candidateCount; i++)
        {
            ref readonly var candidate = ref _candidates[i];
            if (candidate.Peak < oldest && candidate.Score > AcceptFrom && candidate.LogCrest >= StartCrest)
                _templates.Learn(_bands, _levels, candidate.Fiducial, candidate.Peak, candidate.Match);
        }

        DropBefore(oldest);
    }

    /// <summary>Beats leave from when two that are alike have stood out of the noise: pure noise never starts.</summary>
    private void TryStart<TSink>(ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        ref readonly var newest = ref _candidates[_candidateCount - 1];
        if (newest.LogCrest < StartCrest) return;
        _tracking = newest.Match.Correlation > StartCorrelation && newest.Peak - _templates.LastOf(newest.Match.Form) < StartWithin;
        for (var i = 0; !_tracking && i < _candidateCount - 1; i++)
        {
            if (_candidates[i].Score <= AcceptFrom || _candidates[i].LogCrest < StartCrest || newest.Peak - _candidates[i].Peak < Refractory
                || !AreAlike(_candidates[i].Fiducial, newest.Fiducial)) continue;
            _tracking = true;
        }

        if (!_tracking) return;
        // What the discriminant has accepted meanwhile leaves now, late but in order. Without a form and a rhythm a T wave can pass
        // it, so an earlier peak has to be like the newest one, or beyond doubt.
        var (last, fiducial) = (newest.Peak, newest.Fiducial);
        while (_candidateCount > 0)
        {
            var candidate = _candidates[0];
            DropBefore(candidate.Peak + 1);
            if (candidate.Score > AcceptFrom && candidate.Peak - _lastPeak >= Refractory
                && (candidate.Score > BeyondDoubt || candidate.Peak == last || AreAlike(candidate.Fiducial, fiducial)))
                Accept(candidate, searchBack: candidate.Peak != last, ref sink);
        }
    }

    private bool AreAlike(long one, long other)
    {
        for (var shift = -3; shift <= 3; shift++)
        {
            float product = 0, energy = 1e-9f, energyOther = 1e-9f;
            for (var lead = 0; lead < _leads; lead++)
            {
                if (_levels[lead].Weight == 0) continue;
                var share = _levels[lead].Gain / _levels[lead].Beat;
                for (var i = -BeatTemplates.Before; i < BeatTemplates.Length - BeatTemplates.Before; i++)
                {
                    var (a, b) = (_bands[lead][one + shift + i], _bands[lead][other + i]);
                    product += share * a * b;
                    energy += share * a * a;
                    energyOther += share * b * b;
                }
            }

            if (product > StartCorrelation * MathF.Sqrt(energy * energyOther)) return true;
        }

        return false;
    }

    private void Accept<TSink>(Candidate beat, bool searchBack, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        var interval = beat.Peak - _lastPeak;
        var early = _beats < 8;
        if (_beats > 0 && interval < 2.5f * SignalConditioner.RateHz)
        {
            _irregularity += 0.1f * (Math.Min(1, Math.Abs(PortableMath.Log(interval / _rr))) - _irregularity);
            _rr += (early ? 0.3f : 0.12f) * (Math.Clamp(interval, 0.6f * _rr, 1.5f * _rr) - _rr);
            _rr = Math.Clamp(_rr, 50, 2 * SignalConditioner.RateHz);
        }

        _lock += 0.1f * (beat.Correlation - _lock);
        _crest += 0.1f * (beat.LogCrest - _crest);
        _lastHeight = PortableMath.Log(beat.Height, -3, 1.5f);
        for (var lead = 0; lead < _leads; lead++)
            if (_levels[lead].Weight > 0)
                _levels[lead].Learn(beat.Envelope[lead], _bands[lead].SlopeAround(beat.Peak, FiducialReach), early ? 0.3f : 0.125f);
        _templates.Learn(_bands, _levels, beat.Fiducial, beat.Peak, beat.Match);
        Emit(beat, searchBack, ref sink);
        (_lastPeak, _lastFiducial) = (beat.Peak, beat.Fiducial);
        _beats++;
        Weigh();
        DropBefore(beat.Peak + Refractory);
        if (_beats > 8 && _crest < LostCrest && _lock < LostCorrelation) _tracking = false;
    }

    private void Emit<TSink>(in Candidate beat, bool searchBack, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        ushort used = 0, noisy = 0;
        for (var lead = 0; lead < _leads; lead++)
        {
            if (_levels[lead].Weight > 0) used |= (ushort)(1 << lead);
            if (_levels[lead].Noise > 0.5f * _levels[lead].Beat) noisy |= (ushort)(1 << lead);
        }

        var delay = (_signal.Count - 1 - beat.Fiducial) * (1_000f / SignalConditioner.RateHz) + (float)SignalConditioner.DelayMs;
        float? rr = _lastFiducial < 0 ? null : (beat.Fiducial - _lastFiducial) * (1_000f / SignalConditioner.RateHz);
        sink.OnBeat(new DetectedBeat(_signal.InputSampleOf(beat.Fiducial), beat.Fiducial, rr, delay, searchBack, false, beat.Score, used, noisy));
    }
}

using EcgStream.Signal.Conditioning;
using static EcgStream.Signal.Detection.CandidateFeatures;

namespace EcgStream.Signal.Detection;

/// <summary>From a peak to a beat: decision, search-back, and what an accepted beat teaches.</summary>
internal sealed partial class BeatFinder
{
    private const float AcceptFrom = 0;
    private const float SearchBackFrom = -1;
    private const float ArrivalFrom = -0.7f;     // a gap that ends with a beat is searched more strictly
    private const float SearchBackAfter = 1.66f; // × RR: Pan and Tompkins
    private const float ArrivalAfter = 1.5f;
    private const float LenientAfterSeconds = 2.5f;
    private const float LenientPerSecond = 2;
    private const float LenientMost = 8;
    private const float LenientCrest = 1.4f;     // log 4, while no beats are followed
    private const float LostTrust = 0.45f;       // beats in muscle artifact at 6 dB: at least 0.52; bursts of artifact alone: 0

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
    private float _trust;      // running correlation since beats leave: do they resemble one another?
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
        _trust = 0;
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
        _trust += 0.1f * (beat.Correlation - _trust);
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
        if (_trust < LostTrust) _tracking = false;
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

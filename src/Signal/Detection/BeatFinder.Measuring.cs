using EcgStream.Signal.Conditioning;
using static EcgStream.Signal.Detection.CandidateFeatures;

namespace EcgStream.Signal.Detection;

/// <summary>What is measured of a peak.</summary>
internal sealed partial class BeatFinder
{
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
}

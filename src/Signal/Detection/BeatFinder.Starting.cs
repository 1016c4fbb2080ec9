using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>When beats begin to leave.</summary>
internal sealed partial class BeatFinder
{
    private const float InitialTrust = 0.8f;     // six beats that resemble nothing use it up
    private const float StartCrest = 0.9f;       // log 2.5: noise alone does not stand out of itself that far
    private const float StartCorrelation = 0.85f;
    private const int StartWithin = 6 * SignalConditioner.RateHz;
    private const float BeyondDoubt = 2;

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
        _trust = InitialTrust;
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
}

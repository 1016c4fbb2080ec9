using EcgStream.Signal.Conditioning;
using static EcgStream.Signal.Detection.CandidateFeatures;

namespace EcgStream.Signal.Detection;

/// <summary>
/// Finds beats in the conditioned signal: envelope of all good leads → peaks → discriminant → accepted beats, which teach levels, forms
/// and RR. One <see cref="Step{TSink}"/> a conditioned sample.
/// </summary>
internal sealed partial class BeatFinder
{
    /// <summary>The envelope's peak is the largest value within so many samples on either side: 100 ms.</summary>
    public const int PeakReach = 18;

    /// <summary>A peak is looked at this many conditioned samples after its place.</summary>
    public const int PeakDelay = QrsBand.EnvelopeDelay + PeakReach;

    /// <summary>Conditioned samples from which the first levels are learnt: 1.6 s.</summary>
    public const int Learning = 288;

    /// <summary>No beat follows another within so many samples: 200 ms.</summary>
    public const int Refractory = 36;

    /// <summary>A candidate older than this is given up: with filter delay below 2 s.</summary>
    public const int OldestCandidate = 340;

    private const int MostCandidates = 8;
    private const int FilterStart = 20;      // the envelope's window is not filled before
    private const int FiducialReach = 11;
    // Later ones are not looked at, because the form's window, shifted, has to lie within the band that exists at PeakDelay.
    private const int FiducialAfter =
        PeakDelay - QrsBand.BandDelay - BeatTemplates.MostShift - (BeatTemplates.Length - BeatTemplates.Before - 1);
    private const int EnvelopeMask = 127;
    private const float MedianStep = 1f / (3 * SignalConditioner.RateHz);

    private readonly SignalConditioner _signal;
    private readonly CandidateScorer _scorer;
    private readonly int _leads;
    private readonly QrsBand[] _bands;
    private readonly LeadLevel[] _levels;
    private readonly BeatTemplates _templates;
    private readonly float[] _envelope = new float[EnvelopeMask + 1];
    private readonly Candidate[] _candidates = new Candidate[MostCandidates]; // refused since the last beat, in order
    private int _candidateCount;

    public BeatFinder(SignalConditioner signal, CandidateScorer scorer)
    {
        (_signal, _scorer, _leads) = (signal, scorer, signal.Format.LeadCount);
        _bands = new QrsBand[_leads];
        for (var lead = 0; lead < _leads; lead++) _bands[lead] = new QrsBand();
        _levels = new LeadLevel[_leads];
        _templates = new BeatTemplates(_leads);
        Reset();
    }

    /// <summary>Sees every candidate and its features; for fitting the discriminant.</summary>
    public Action<Candidate, float[]>? Observer { get; set; }

    /// <summary>Peaks that the discriminant has judged: the work that depends on the signal.</summary>
    public long PeaksJudged { get; private set; }

    /// <summary>The running levels of one lead.</summary>
    public ref readonly LeadLevel Level(int lead) => ref _levels[lead];

    /// <summary>Conditioned index before which no further beat can be found.</summary>
    public long DecidedBefore
    {
        get
        {
            var looked = Math.Max(0, _signal.Count - PeakDelay - FiducialReach - 4);
            return !_learnt ? 0 : _candidateCount > 0 ? Math.Min(looked, _candidates[0].Fiducial) : looked;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        foreach (var band in _bands) band.Reset();
        for (var lead = 0; lead < _leads; lead++) _levels[lead].Reset();
        _templates.Reset();
        Array.Clear(_envelope);
        _candidateCount = 0;
        _learnt = false;
        _usable = 0;
        ResetRhythm();
    }

    /// <summary>Says which leads are to be used, one bit a lead.</summary>
    public void Use(uint leads)
    {
        if (leads == _usable) return;
        var added = leads & ~_usable;
        _usable = leads;
        if (!_learnt) return;
        for (var lead = 0; lead < _leads; lead++)
            if ((added >> lead & 1) != 0 && _levels[lead].Beat == 0)
                _levels[lead].Beat = Math.Max(LeadLevel.LowestBeat, _levels[lead].RecentHighest);
        Weigh();
    }

    /// <summary>Takes the newest conditioned sample.</summary>
    public void Step<TSink>(ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        var newest = _signal.Count - 1;
        var place = newest - QrsBand.EnvelopeDelay;
        var step = place < 2 * SignalConditioner.RateHz ? 6 * MedianStep : MedianStep;
        float height = 0;
        for (var lead = 0; lead < _leads; lead++)
        {
            var envelope = _bands[lead].Step(_signal, lead, newest);
            if (place <= FilterStart) continue;
            _levels[lead].Follow(envelope, step);
            height += _levels[lead].Gain * envelope;
        }

        if (place <= FilterStart) return;
        if (!_learnt)
        {
            if (place >= Learning) EndLearning(place, ref sink);
            return;
        }

        _envelope[place & EnvelopeMask] = height;
        Follow(place);
        Look(place - PeakReach, ref sink);
    }

    /// <summary>Ends the signal: what was learnt so far has to do.</summary>
    public void Flush<TSink>(ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        var place = _signal.Count - 1 - QrsBand.EnvelopeDelay;
        if (!_learnt && place > FilterStart + 2 * PeakReach) EndLearning(place, ref sink);
    }

    private void EndLearning<TSink>(long place, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        _learnt = true;
        for (var lead = 0; lead < _leads; lead++) _levels[lead].Beat = Math.Max(LeadLevel.LowestBeat, _levels[lead].RecentHighest);
        Weigh();
        for (long i = FilterStart + 1; i <= place; i++)
        {
            float height = 0;
            for (var lead = 0; lead < _leads; lead++) height += _levels[lead].Gain * _bands[lead].EnvelopeAt(i);
            _envelope[i & EnvelopeMask] = height;
            Look(i - PeakReach, ref sink);
        }
    }

    /// <summary>Shares out the weights: a lead counts as much as its beats stand out of what lies between them.</summary>
    private void Weigh()
    {
        float sum = 0;
        for (var lead = 0; lead < _leads; lead++)
        {
            ref var level = ref _levels[lead];
            level.Weight = (_usable >> lead & 1) != 0 && level.Beat > 0 ? level.Trust : 0;
            sum += level.Weight;
        }

        for (var lead = 0; lead < _leads; lead++)
        {
            ref var level = ref _levels[lead];
            if (sum > 0) level.Weight /= sum;
            level.Gain = level.Weight > 0 ? level.Weight / level.Beat : 0;
        }
    }

    /// <summary>Is there a peak, and is it a beat?</summary>
    private void Look<TSink>(long place, ref TSink sink) where TSink : IDetectorSink, allows ref struct
    {
        if (place <= FilterStart + PeakReach) return;
        if (IsPeak(place)) Judge(place, ref sink);
        SearchBack(place, ref sink);
    }

    private bool IsPeak(long place)
    {
        var height = _envelope[place & EnvelopeMask];
        if (height <= 0.05f) return false;
        for (var i = 1; i <= PeakReach; i++)
            if (_envelope[(place + i) & EnvelopeMask] >= height || _envelope[(place - i) & EnvelopeMask] > height) return false;
        return true;
    }

    /// <summary>Where all leads together deviate most: the R or S peak.</summary>
    private long FiducialNear(long peak)
    {
        var (best, fiducial) = (-1f, peak);
        for (var i = peak - FiducialReach; i <= peak + FiducialAfter; i++)
        {
            float value = 0;
            for (var lead = 0; lead < _leads; lead++) value += _levels[lead].Gain * Math.Abs(_bands[lead][i]);
            if (value > best) (best, fiducial) = (value, i);
        }

        return fiducial;
    }
}

using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Quality;

namespace EcgStream.Signal.Detection;

/// <summary>
/// Finds the beats of a continuous ECG while it comes in: causal, without allocation, the same beats bit for bit however the samples are
/// cut into calls and wherever the detector was saved and restored. A beat leaves at most 400 ms after its R peak, or, found by search-back,
/// 2 s. How it works: docs/detector.md. Not thread-safe.
/// </summary>
public sealed partial class EcgDetector
{
    /// <summary>Longest time from an R peak to its beat, ms, unless it was found by search-back.</summary>
    public const int MaxDelayMs = 400;

    /// <summary>Longest time from an R peak to its beat when it was found by search-back or while starting, ms.</summary>
    public const int MaxSearchBackDelayMs = 2_000;

    /// <summary>Largest sample that is taken for an ECG, mV, either sign.</summary>
    public const float LargestMv = 5_000;

    private const int Settling = BeatFinder.Learning; // conditioned samples that a lead has to be good before it is used again

    private readonly SignalConditioner _signal;
    private readonly BeatFinder _finder;
    private readonly FlatLeadCheck[] _checks;
    private readonly LeadQuality[] _raw;  // what the raw samples of the last block say
    private readonly int[] _settling;     // conditioned samples that a lead still has to wait
    private readonly float[] _lastFrame;
    private readonly int _leads;
    private readonly int _blockFrames;
    private int _blockLeft;
    private uint _leadsOff;

    /// <summary>Starts before sample 0.</summary>
    /// <param name="format">Rate and leads of the signal.</param>
    /// <param name="paced">True when the patient has a pacemaker; every beat says so.</param>
    public EcgDetector(SignalFormat format, bool paced = false) : this(format, paced, CandidateScorer.Shipped)
    {
    }

    internal EcgDetector(SignalFormat format, bool paced, CandidateScorer scorer)
    {
        (_signal, Paced, _leads) = (new SignalConditioner(format), paced, format.LeadCount);
        _finder = new BeatFinder(_signal, scorer);
        (_checks, _raw, _settling, _lastFrame) = (new FlatLeadCheck[_leads], new LeadQuality[_leads], new int[_leads], new float[_leads]);
        _blockFrames = (int)Math.Round(format.SampleRateHz / 10);
        Reset(0);
    }

    /// <summary>Rate and leads of the signal.</summary>
    public SignalFormat Format => _signal.Format;

    /// <summary>True when the patient has a pacemaker.</summary>
    public bool Paced { get; }

    /// <summary>The conditioned signal.</summary>
    public SignalConditioner Signal => _signal;

    /// <summary>Index of the sample that comes next, counted from the start of the stay.</summary>
    public long NextSample { get; private set; }

    /// <summary>Beats found by search-back or while starting, since construction.</summary>
    public long SearchBackBeats { get; private set; }

    /// <summary>True while beats are being followed; false at the start, in noise, and when beats have stayed away for 8 s.</summary>
    public bool IsTracking => _finder.IsTracking;

    /// <summary>No beat with a sample before this one is still to come.</summary>
    public long DecidedBefore => Math.Min(NextSample, _signal.InputSampleOf(_finder.DecidedBefore));

    /// <summary>Peaks judged since the last start: the part of the work that depends on the signal, at most 10 a second.</summary>
    internal long PeaksJudged => _finder.PeaksJudged;

    /// <summary>The stage that finds beats; for fitting and tests.</summary>
    internal BeatFinder Finder => _finder;

    /// <summary>The running beat's level in the QRS band (RMS over 117 ms), mV; 0 before the lead has been used.</summary>
    public float BeatLevelMv(int lead) => _finder.Level(lead).Beat * 0.001f;

    /// <summary>Running median of the QRS band's level, mV: what lies between beats.</summary>
    public float NoiseLevelMv(int lead) => _finder.Level(lead).Noise * 0.001f;

    /// <summary>Running RR interval, ms.</summary>
    public float RunningRrMs => _finder.RunningRr * (1_000f / SignalConditioner.RateHz);

    /// <summary>What is wrong with a lead now.</summary>
    public LeadQuality QualityOf(int lead)
    {
        var quality = _raw[lead];
        if ((_leadsOff >> lead & 1) != 0) quality |= LeadQuality.Off;
        ref readonly var level = ref _finder.Level(lead);
        if (level.Beat > 0 && level.Noise > 0.5f * level.Beat) quality |= LeadQuality.Noisy;
        return quality;
    }

    /// <summary>Says which electrodes the device reports as off, one bit a lead, from <see cref="NextSample"/> on.</summary>
    public void SetLeadsOff(uint leads)
    {
        _leadsOff = leads & (1u << _leads) - 1;
        ChooseLeads();
    }

    /// <summary>Takes the next samples.</summary>
    /// <param name="frames">float[n × leads], mV, frame by frame.</param>
    /// <param name="sink">Receives the beats.</param>
    /// <exception cref="ArgumentException">A frame is incomplete, or a sample is not finite or beyond ± 5,000 mV; nothing was taken then.</exception>
    public void Process<TSink>(ReadOnlySpan<float> frames, ref TSink sink) where TSink : IDetectorSink
    {
        if (frames.Length % _leads != 0)
            throw new ArgumentException($"{frames.Length} samples are no whole frames of {_leads} leads.", nameof(frames));
        for (var i = 0; i < frames.Length; i++)
            if (!(Math.Abs(frames[i]) <= LargestMv))
                throw new ArgumentException($"Sample {NextSample + i / _leads} of lead {i % _leads} is {frames[i]} mV.", nameof(frames));
        for (var i = 0; i < frames.Length; i += _leads) Take(frames.Slice(i, _leads), ref sink);
        if (frames.Length > 0) frames[^_leads..].CopyTo(_lastFrame);
    }

    /// <summary>Takes the next samples and adds the beats to a list.</summary>
    /// <inheritdoc cref="Process{TSink}"/>
    public void Process(ReadOnlySpan<float> frames, ICollection<DetectedBeat> beats)
    {
        ArgumentNullException.ThrowIfNull(beats);
        var sink = new Collector(beats);
        Process(frames, ref sink);
    }

    /// <summary>
    /// Ends the signal, at the end of a stay or the start of a hole: the beats that are pending leave now, and the detector starts afresh
    /// at <paramref name="nextSample"/>. The last 0.3 s are judged as if the signal then stood still.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The next sample lies before <see cref="NextSample"/>.</exception>
    public void Flush<TSink>(long nextSample, ref TSink sink) where TSink : IDetectorSink
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nextSample, NextSample);
        var end = NextSample;
        if (end > _signal.Origin)
        {
            var marking = new Marking<TSink>(ref sink, this, end);
            var padding = (int)(Format.SampleRateHz * (BeatFinder.PeakDelay + 16) / SignalConditioner.RateHz);
            for (var i = 0; i < padding; i++) Advance(_lastFrame, ref marking);
            _finder.Flush(ref marking);
        }

        Reset(nextSample);
    }

    /// <summary>Ends the signal and adds the pending beats to a list.</summary>
    /// <inheritdoc cref="Flush{TSink}"/>
    public void Flush(long nextSample, ICollection<DetectedBeat> beats)
    {
        ArgumentNullException.ThrowIfNull(beats);
        var sink = new Collector(beats);
        Flush(nextSample, ref sink);
    }

    private void Reset(long firstSample)
    {
        _signal.Reset(firstSample);
        _finder.Reset();
        foreach (ref var check in _checks.AsSpan()) check.Reset();
        Array.Clear(_raw);
        Array.Clear(_settling);
        Array.Clear(_lastFrame);
        (NextSample, _blockLeft) = (firstSample, _blockFrames);
        ChooseLeads();
    }

    private void Take<TSink>(ReadOnlySpan<float> frame, ref TSink sink) where TSink : IDetectorSink
    {
        for (var lead = 0; lead < _leads; lead++) _checks[lead].Add(frame[lead]);
        if (--_blockLeft == 0) EndBlock();
        NextSample++;
        var marking = new Marking<TSink>(ref sink, this, long.MaxValue);
        Advance(frame, ref marking);
    }

    private void Advance<TSink>(ReadOnlySpan<float> frame, ref Marking<TSink> sink) where TSink : IDetectorSink
    {
        _signal.Push(frame);
        while (_signal.TryAdvance())
        {
            Settle();
            _finder.Step(ref sink);
            sink.OnSample(_signal);
        }
    }

    private void EndBlock()
    {
        _blockLeft = _blockFrames;
        for (var lead = 0; lead < _leads; lead++) _raw[lead] = _checks[lead].EndBlock(Format.SampleRateHz);
        ChooseLeads();
    }

    private void Settle()
    {
        var ready = false;
        for (var lead = 0; lead < _leads; lead++)
            if (_settling[lead] > 0 && --_settling[lead] == 0) ready = true;
        if (ready) ChooseLeads();
    }

    /// <summary>A lead that was left out comes back when it has been good for 1.6 s: filters have to settle on it.</summary>
    private void ChooseLeads()
    {
        uint used = 0;
        for (var lead = 0; lead < _leads; lead++)
        {
            var isOut = (_raw[lead] & LeadQuality.Flat) != 0 || (_leadsOff >> lead & 1) != 0;
            if (isOut) _settling[lead] = Settling;
            else if (_settling[lead] == 0) used |= 1u << lead;
        }

        _finder.Use(used);
    }

    private ushort ClippedLeads()
    {
        ushort clipped = 0;
        for (var lead = 0; lead < _leads; lead++)
            if ((_raw[lead] & LeadQuality.Clipped) != 0) clipped |= (ushort)(1 << lead);
        return clipped;
    }

    private readonly struct Collector(ICollection<DetectedBeat> beats) : IDetectorSink
    {
        public void OnBeat(in DetectedBeat beat) => beats.Add(beat);

        public void OnSample(SignalConditioner signal)
        {
        }
    }

    /// <summary>Adds to a beat what the finder does not know, and keeps back what was found in the padding behind the signal's end.</summary>
    private readonly ref struct Marking<TSink>(ref TSink sink, EcgDetector detector, long end) : IDetectorSink where TSink : IDetectorSink
    {
        private readonly ref TSink _sink = ref sink;

        public void OnBeat(in DetectedBeat beat)
        {
            if (beat.Sample >= end) return;
            var late = beat.BySearchBack || beat.DelayMs > MaxDelayMs;
            if (late) detector.SearchBackBeats++;
            _sink.OnBeat(beat with { Paced = detector.Paced, BySearchBack = late, Noisy = (ushort)(beat.Noisy | detector.ClippedLeads()) });
        }

        public void OnSample(SignalConditioner signal) => _sink.OnSample(signal);
    }
}

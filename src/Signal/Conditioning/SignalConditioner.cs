namespace EcgStream.Signal.Conditioning;

/// <summary>
/// Brings every lead to 180 Hz, 0.5 to 38.5 Hz, in whole microvolts: what the detector and the beat models read. Baseline wander is
/// removed by a recursive second-order Butterworth high-pass at 0.5 Hz, mains and whatever else is above 50 Hz by
/// <see cref="ResamplingKernel"/>. Causal: a conditioned sample exists <see cref="DelayMs"/> after its input. The last
/// <see cref="History"/> conditioned samples can be read. Nothing is allocated after construction.
/// </summary>
public sealed class SignalConditioner
{
    /// <summary>Rate of the conditioned signal, Hz, whatever the rate of the input.</summary>
    public const int RateHz = 180;

    /// <summary>Number of conditioned samples that can be read: 2.8 s. A power of two.</summary>
    public const int History = 512;

    /// <summary>How long after an input sample the conditioned sample at its place exists, ms (plus one input sample at most).</summary>
    public const double DelayMs = ResamplingKernel.HalfLengthSeconds * 1_000;

    private const int Mask = History - 1;
    private const int BufferedFrames = 256;
    private const int Denominator = RateHz * 1_000;

    private readonly ResamplingKernel _kernel;
    private readonly int _milliHertz;
    private readonly int _leads;
    private readonly int _stride;
    private readonly float[] _input;       // [leads][Length + BufferedFrames], mV
    private readonly HighPass[] _highPass; // [leads]
    private readonly short[] _ring;        // [leads][History], µV
    private int _end;                      // frames held in _input, the kernel's left context included
    private long _frames;                  // frames seen since the start
    private long _nextWhole;               // place of the next output: whole input frames …
    private int _nextPart;                 // … and a part of one in 1/180,000

    /// <summary>Starts before the first sample.</summary>
    public SignalConditioner(SignalFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        Format = format;
        (_milliHertz, _leads) = (format.MilliHertz, format.LeadCount);
        _kernel = ResamplingKernel.For(_milliHertz);
        _stride = _kernel.Length + BufferedFrames;
        _input = new float[_leads * _stride];
        _highPass = new HighPass[_leads];
        _ring = new short[_leads * History];
        Reset(0);
    }

    /// <summary>The format of the input.</summary>
    public SignalFormat Format { get; }

    /// <summary>The input sample that conditioned sample 0 stands for.</summary>
    public long Origin { get; private set; }

    /// <summary>Number of conditioned samples made since <see cref="Origin"/>; the newest has the index Count − 1.</summary>
    public long Count { get; private set; }

    /// <summary>Oldest conditioned index that can still be read.</summary>
    public long Oldest => Math.Max(0, Count - History);

    /// <summary>Bytes of a snapshot.</summary>
    public int SnapshotSize =>
        5 * sizeof(long) + _leads * (_kernel.Length * sizeof(float) + HighPass.Size + History * sizeof(short));

    /// <summary>Forgets everything and takes the next frame as input sample <paramref name="firstSample"/>.</summary>
    public void Reset(long firstSample)
    {
        (Origin, Count, _frames, _nextWhole, _nextPart, _end) = (firstSample, 0, 0, 0, 0, _kernel.Length);
        Array.Clear(_input);
        Array.Clear(_ring);
        Array.Clear(_highPass);
    }

    /// <summary>Takes one frame. Call <see cref="TryAdvance"/> until it says false before the next.</summary>
    /// <param name="frame">float[leads], mV, finite: the caller has checked it.</param>
    public void Push(ReadOnlySpan<float> frame)
    {
        if (_frames == 0) Start(frame);
        if (_end == _stride) MoveToStart();
        for (var lead = 0; lead < _leads; lead++) _input[lead * _stride + _end] = frame[lead];
        _end++;
        _frames++;
    }

    /// <summary>Makes the next conditioned sample if its input is there.</summary>
    public bool TryAdvance()
    {
        if (_nextWhole + _kernel.After >= _frames) return false;
        var fraction = _nextPart / (double)Denominator;
        var slot = (int)(Count & Mask);
        for (var lead = 0; lead < _leads; lead++)
        {
            var millivolts = _kernel.Apply(_input.AsSpan(lead * _stride + _end - _kernel.Length, _kernel.Length), fraction);
            var microvolts = _highPass[lead].Step(1_000.0 * millivolts);
            _ring[lead * History + slot] = (short)Math.Clamp(Math.Round(microvolts), short.MinValue, short.MaxValue);
        }

        Count++;
        _nextPart += _milliHertz;
        var whole = _nextPart / Denominator;
        _nextWhole += whole;
        _nextPart -= whole * Denominator;
        return true;
    }

    /// <summary>The conditioned sample of a lead, µV.</summary>
    /// <param name="lead">Index of the lead.</param>
    /// <param name="index">A conditioned index from <see cref="Oldest"/> to Count − 1; others give other samples.</param>
    public short this[int lead, long index] => _ring[lead * History + (int)(index & Mask)];

    /// <summary>Copies conditioned samples of a lead, mV.</summary>
    /// <param name="lead">Index of the lead.</param>
    /// <param name="first">Conditioned index of the first sample; what lies before the signal's start is 0.</param>
    /// <param name="target">Filled from <paramref name="first"/> on.</param>
    /// <returns>False, with nothing copied, when a sample does not exist yet or is no longer held.</returns>
    public bool TryCopy(int lead, long first, Span<float> target)
    {
        if (first + target.Length > Count || first < Oldest && Oldest > 0) return false;
        for (var i = 0; i < target.Length; i++) target[i] = first + i < 0 ? 0 : this[lead, first + i] * 0.001f;
        return true;
    }

    /// <summary>The input sample nearest to a conditioned one.</summary>
    public long InputSampleOf(long index) => Origin + (long)((index * (Int128)_milliHertz + Denominator / 2) / Denominator);

    /// <summary>The conditioned index nearest to an input sample.</summary>
    public long IndexOf(long inputSample) => (long)(((inputSample - Origin) * (Int128)Denominator + _milliHertz / 2) / _milliHertz);

    /// <summary>Writes the whole state.</summary>
    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(Origin);
        writer.Write(Count);
        writer.Write(_frames);
        writer.Write(_nextWhole);
        writer.Write((long)_nextPart);
        for (var lead = 0; lead < _leads; lead++)
        {
            writer.WriteAll<float>(_input.AsSpan(lead * _stride + _end - _kernel.Length, _kernel.Length));
            _highPass[lead].Save(ref writer);
        }

        writer.WriteAll<short>(_ring);
    }

    /// <summary>Reads the whole state; the snapshot has to be of the same format.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        Origin = reader.Read<long>();
        Count = reader.Read<long>();
        _frames = reader.Read<long>();
        _nextWhole = reader.Read<long>();
        _nextPart = (int)reader.Read<long>();
        _end = _kernel.Length;
        for (var lead = 0; lead < _leads; lead++)
        {
            reader.ReadAll(_input.AsSpan(lead * _stride, _kernel.Length));
            _highPass[lead].Restore(ref reader);
        }

        reader.ReadAll<short>(_ring);
    }

    /// <summary>What lies before the first sample is taken to equal it, so that the filters start at rest.</summary>
    private void Start(ReadOnlySpan<float> frame)
    {
        for (var lead = 0; lead < _leads; lead++)
        {
            _input.AsSpan(lead * _stride, _end).Fill(frame[lead]);
            _highPass[lead].Rest(1_000.0 * frame[lead]);
        }
    }

    private void MoveToStart()
    {
        for (var lead = 0; lead < _leads; lead++)
            _input.AsSpan(lead * _stride + _end - _kernel.Length, _kernel.Length).CopyTo(_input.AsSpan(lead * _stride));
        _end = _kernel.Length;
    }
}

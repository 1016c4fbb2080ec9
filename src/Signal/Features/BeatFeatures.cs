using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Features;

/// <summary>
/// Makes the models' input of each beat of one patient out of the conditioned signal. A beat leaves, in order, once the next beat is
/// announced and 0.45 s after R have been seen, or 2.3 s after R. All state is in one snapshot. Nothing is allocated after construction.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// The caller calls <see cref="Observe"/> after every conditioned sample, <see cref="Add"/> when the detector announces a beat, and
/// <see cref="TryTake"/> after each of both until it returns false. Results then depend on samples alone, not on how they arrive.
/// </remarks>
public sealed class BeatFeatures
{
    private const int MaxPending = 16; // the detector announces at most one beat in 0.2 s, and none later than 2 s
    private const int LatestSamples = 23 * SignalConditioner.RateHz / 10;
    private const double ScaleShare = 1.0 / (5 * SignalConditioner.RateHz);
    private const double ScaleFloor = 0.02; // mV
    private const double EarlyRatio = 0.88;

    private readonly SignalConditioner _signal;
    private readonly LeadChoice _leads;
    private readonly RrHistory _intervals = new();
    private readonly RunningBeat _running = new();
    private readonly long[] _pending = new long[MaxPending];     // R, input samples
    private readonly byte[] _pendingLeads = new byte[MaxPending];
    private readonly double[] _power = new double[BeatInput.Leads]; // mV²
    private readonly float[] _window = new float[BeatInput.Leads * BeatInput.Samples];
    private double _seen; // how much of a full average _power holds, 0…1
    private int _pendingCount;
    private long _last = None;
    private bool _flushing;

    private const long None = long.MinValue;

    /// <summary>Starts before the first beat.</summary>
    /// <param name="signal">The conditioned signal, owned by the caller.</param>
    /// <param name="leads">The leads that are judged.</param>
    public BeatFeatures(SignalConditioner signal, LeadChoice leads) => (_signal, _leads) = (signal, leads);

    /// <summary>Bytes of a snapshot.</summary>
    public static int SnapshotSize =>
        RrHistory.SnapshotSize + RunningBeat.SnapshotSize + MaxPending * (sizeof(long) + 1) + BeatInput.Leads * sizeof(double)
        + sizeof(double) + 2 * sizeof(int) + sizeof(long);

    /// <summary>Takes note of the newest conditioned sample.</summary>
    public void Observe()
    {
        _seen += ScaleShare * (1 - _seen);
        AddPower(0, _leads.First);
        if (_leads.Second >= 0) AddPower(1, _leads.Second);
    }

    /// <summary>Announces a beat; beats come in order.</summary>
    /// <param name="rSample">Input sample of its R peak.</param>
    /// <param name="usableLeads">Bit i is set when lead i of the signal is usable at this beat.</param>
    /// <exception cref="InvalidOperationException">Too many beats wait: the caller has not taken those that were ready.</exception>
    public void Add(long rSample, int usableLeads = -1)
    {
        if (_pendingCount == MaxPending) throw new InvalidOperationException($"{MaxPending} beats wait to be taken.");
        var usable = usableLeads >> _leads.First & 1;
        if (_leads.Second >= 0) usable |= (usableLeads >> _leads.Second & 1) << 1;
        _pendingLeads[_pendingCount] = (byte)usable;
        _pending[_pendingCount++] = rSample;
    }

    /// <summary>The signal ends or has a hole here: waiting beats leave without their next interval, and the next beat has no RR.</summary>
    public void Flush() => _flushing = true;

    /// <summary>Takes the next beat that is ready.</summary>
    /// <param name="input">float[<see cref="BeatInput.Length"/>]; undefined unless the beat has input.</param>
    /// <param name="beat">The beat.</param>
    public bool TryTake(Span<float> input, out FramedBeat beat)
    {
        beat = default;
        if (_pendingCount == 0)
        {
            if (_flushing) (_flushing, _last) = (false, None);
            return false;
        }

        var r = _pending[0];
        var at = _signal.IndexOf(r);
        if (!_flushing && (_signal.Count < at + BeatInput.After || _pendingCount == 1 && _signal.Count < at + LatestSamples)) return false;
        var rr = _last == None ? double.NaN : SecondsBetween(_last, r);
        var next = _pendingCount > 1 ? SecondsBetween(r, _pending[1]) : double.PositiveInfinity;
        var leads = _pendingLeads[0];
        _pendingCount--;
        _pending.AsSpan(1, _pendingCount).CopyTo(_pending);
        _pendingLeads.AsSpan(1, _pendingCount).CopyTo(_pendingLeads);
        _last = r;

        // Samples before the start and after the end are 0; those that the ring no longer holds, or held before a hole, are lost.
        var hasInput = leads != 0 && r >= _signal.Origin && (_signal.Oldest == 0 || at - BeatInput.Before >= _signal.Oldest);
        if (hasInput) Describe(at, leads, rr, next, input);
        if (!double.IsNaN(rr)) _intervals.Add(rr);
        beat = new(r, rr, hasInput);
        return true;
    }

    /// <summary>Writes the whole state.</summary>
    public void Save(ref SnapshotWriter writer)
    {
        _intervals.Save(ref writer);
        _running.Save(ref writer);
        writer.WriteAll<long>(_pending);
        writer.WriteAll<byte>(_pendingLeads);
        writer.WriteAll<double>(_power);
        writer.Write(_seen);
        writer.Write(_pendingCount);
        writer.Write(_flushing ? 1 : 0);
        writer.Write(_last);
    }

    /// <summary>Reads the whole state.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        _intervals.Restore(ref reader);
        _running.Restore(ref reader);
        reader.ReadAll<long>(_pending);
        reader.ReadAll<byte>(_pendingLeads);
        reader.ReadAll<double>(_power);
        _seen = reader.Read<double>();
        _pendingCount = reader.Read<int>();
        _flushing = reader.Read<int>() != 0;
        _last = reader.Read<long>();
    }

    private void AddPower(int slot, int lead)
    {
        var sample = _signal[lead, _signal.Count - 1] * 0.001;
        _power[slot] += ScaleShare * (sample * sample - _power[slot]);
    }

    private double SecondsBetween(long one, long other) => (other - one) / _signal.Format.SampleRateHz;

    private void Describe(long at, int leads, double rr, double next, Span<float> input)
    {
        var usual = _intervals.LocalMedianSeconds;
        if (double.IsNaN(rr)) rr = usual;
        var values = input.Slice(BeatInput.Channels * BeatInput.Samples, BeatInput.ValueCount);
        _intervals.Describe(rr, next, values);
        values = values[RrHistory.ValueCount..];
        for (var lead = 0; lead < BeatInput.Leads; lead++)
        {
            var samples = input.Slice(lead * BeatInput.Samples, BeatInput.Samples);
            var difference = input.Slice((BeatInput.Leads + lead) * BeatInput.Samples, BeatInput.Samples);
            var shape = values.Slice(lead * BeatShape.ValueCount, BeatShape.ValueCount);
            if ((leads >> lead & 1) == 0)
            {
                samples.Clear();
                difference.Clear();
                BeatShape.DescribeAbsent(shape);
                continue;
            }

            var window = _window.AsSpan(lead * BeatInput.Samples, BeatInput.Samples);
            Read(lead == 0 ? _leads.First : _leads.Second, at - BeatInput.Before, window);
            _running.StartFrom(lead, window);
            var running = _running.Shape(lead);
            BeatShape.Describe(window, running, shape);
            var scale = (float)(1 / (Math.Sqrt(_power[lead] / Math.Max(_seen, ScaleShare)) + ScaleFloor));
            for (var i = 0; i < BeatInput.Samples; i++)
            {
                samples[i] = Math.Clamp(window[i] * scale, -BeatInput.MaxSample, BeatInput.MaxSample);
                difference[i] = Math.Clamp((window[i] - running[i]) * scale, -BeatInput.MaxSample, BeatInput.MaxSample);
            }
        }
        _running.Update(_window, leads, rr <= EarlyRatio * usual);
    }

    /// <summary>Reads a window and takes its median off, mV.</summary>
    private void Read(int lead, long first, Span<float> window)
    {
        for (var i = 0; i < window.Length; i++)
            window[i] = first + i < 0 || first + i >= _signal.Count ? 0 : _signal[lead, first + i] * 0.001f;
        Span<float> sorted = stackalloc float[BeatInput.Samples];
        window.CopyTo(sorted);
        sorted.Sort();
        var median = (sorted[(BeatInput.Samples - 1) / 2] + sorted[BeatInput.Samples / 2]) / 2;
        foreach (ref var sample in window) sample -= median;
    }
}

using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Features;

namespace EcgStream.Signal.Tests.Features;

/// <summary>Feeds frames through conditioning and features, and announces each beat a fixed time after R as a detector would.</summary>
internal sealed class FeatureRun
{
    private const int AnnouncedAfter = 60; // conditioned samples

    private readonly MadeEcg _ecg;
    private readonly SignalFormat _format;
    private readonly int _usableLeads;
    private readonly float[] _input = new float[BeatInput.Length];
    private SignalConditioner _signal;
    private BeatFeatures _features;
    private int _next;

    public FeatureRun(MadeEcg ecg, SignalFormat? format = null, int usableLeads = -1)
    {
        (_ecg, _format, _usableLeads) = (ecg, format ?? MadeEcg.Format, usableLeads);
        (_signal, _features) = Start();
    }

    public List<FramedBeat> Beats { get; } = [];

    public List<float[]> Inputs { get; } = [];

    public long Frames => _ecg.Frames.Length / 2;

    public void Feed(long fromFrame, long toFrame)
    {
        for (var frame = fromFrame; frame < toFrame; frame++)
        {
            _signal.Push(_ecg.Frames.AsSpan((int)(2 * frame), _format.LeadCount));
            while (_signal.TryAdvance())
            {
                _features.Observe();
                while (_next < _ecg.Peaks.Count && _signal.Count >= _signal.IndexOf(_ecg.Peaks[_next]) + AnnouncedAfter)
                    _features.Add(_ecg.Peaks[_next++], _usableLeads);
                Take();
            }
        }
    }

    public FeatureRun End()
    {
        _features.Flush();
        Take();
        return this;
    }

    /// <summary>Replaces both parts by new ones that know the snapshot alone.</summary>
    public void SaveAndRestore()
    {
        var snapshot = new byte[_signal.SnapshotSize + BeatFeatures.SnapshotSize];
        var writer = new SnapshotWriter(snapshot);
        _signal.Save(ref writer);
        _features.Save(ref writer);
        Assert.Equal(snapshot.Length, writer.Written);
        (_signal, _features) = Start();
        var reader = new SnapshotReader(snapshot);
        _signal.Restore(ref reader);
        _features.Restore(ref reader);
    }

    private (SignalConditioner, BeatFeatures) Start()
    {
        var signal = new SignalConditioner(_format);
        return (signal, new BeatFeatures(signal, LeadChoice.Of(_format)));
    }

    private void Take()
    {
        while (_features.TryTake(_input, out var beat))
        {
            Beats.Add(beat);
            Inputs.Add([.. _input]);
        }
    }
}

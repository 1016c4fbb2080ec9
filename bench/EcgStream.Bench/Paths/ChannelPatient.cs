using System.Threading.Channels;
using EcgStream.Inference.Batching;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Bench.Paths;

/// <summary>A patient of the channel path: the sequencer belongs to the shard's chunk loop, the rules to its verdict loop.</summary>
internal sealed class ChannelPatient(ChannelWriter<(ChannelPatient Patient, JudgedBeat Beat)> verdicts) : IVerdictSink
{
    private readonly AlarmRules _rules = AlarmRules.Default();
    private readonly List<AlarmChange> _changes = [];
    private readonly List<JudgedBeat> _early = []; // batches end in any order; empty as a rule
    private long _next;

    internal BeatSequencer Sequencer { get; } = new();

    public void Judged(in JudgedBeat beat) => verdicts.TryWrite((this, beat));

    public void Failed(in Beat beat, Exception reason) => throw reason;

    internal void Observe(in JudgedBeat beat)
    {
        if (beat.Index != _next)
        {
            _early.Add(beat);
            return;
        }

        Next(beat);
        while (_early.Count > 0 && _early.FindIndex(early => early.Index == _next) is >= 0 and var at)
        {
            var early = _early[at];
            _early.RemoveAt(at);
            Next(early);
        }
    }

    private void Next(in JudgedBeat beat)
    {
        _next++;
        _rules.Observe(beat, _changes);
        _changes.Clear();
    }
}

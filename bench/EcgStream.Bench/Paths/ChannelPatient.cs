using EcgStream.Inference.Batching;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Sequencing;

namespace EcgStream.Bench.Paths;

/// <summary>
/// A patient of the channel path: the sequencer belongs to the shard's loop, the rules to whatever inference thread brings the
/// next verdict. A loop of their own would be woken for nearly every verdict, each time in place of an inference thread.
/// </summary>
/// <param name="observed">Called for each beat that the rules have seen.</param>
internal sealed class ChannelPatient(Action observed) : IVerdictSink
{
    private readonly Lock _lock = new();
    private readonly AlarmRules _rules = AlarmRules.Default();
    private readonly List<AlarmChange> _changes = [];
    private readonly List<JudgedBeat> _early = []; // batches end in any order; empty as a rule
    private long _next;

    internal BeatSequencer Sequencer { get; } = new();

    public void Judged(in JudgedBeat beat)
    {
        lock (_lock)
        {
            if (beat.Index != _next)
            {
                _early.Add(beat);
                return;
            }

            Observe(beat);
            while (_early.Count > 0 && _early.FindIndex(early => early.Index == _next) is >= 0 and var at)
            {
                Observe(_early[at]);
                _early.RemoveAt(at);
            }
        }
    }

    public void Failed(in Beat beat, Exception reason) => throw reason;

    private void Observe(in JudgedBeat beat)
    {
        _next++;
        _rules.Observe(beat, _changes);
        _changes.Clear();
        observed();
    }
}

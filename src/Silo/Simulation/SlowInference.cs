using EcgStream.Inference;
using EcgStream.Inference.Batching;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using EcgStream.Simulator.Faults;

namespace EcgStream.Silo.Simulation;

/// <summary>Inference made slower on purpose: after each run its thread rests, so that the run takes so many times as long.</summary>
internal sealed class SlowInference(BeatInference inference, double factor, FaultPeriod period) : IBeatInference, IDisposable
{
    private readonly ThreadLocal<DateTimeOffset> _run = new(); // each thread's own: one rest a run, whatever its size

    public ModelManifest Models => inference.Models;

    public int QueueDepth => inference.QueueDepth;

    public TimeSpan LongestWait => inference.LongestWait;

    public BatchSizes RecentBatches => inference.RecentBatches;

    public bool TrySubmit(in Beat beat, DateTimeOffset received, IVerdictSink sink) =>
        inference.TrySubmit(beat, received, new SlowSink(this, sink));

    public Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> beats, CancellationToken cancel) => inference.ClassifyAsync(beats, cancel);

    public void Dispose() => _run.Dispose();

    private void Rest(in BeatTimes times)
    {
        if (period.IsOver || _run.Value == times.Batched) return;
        _run.Value = times.Batched;
        Thread.Sleep((times.Inferred - times.Batched) * (factor - 1));
    }

    private sealed class SlowSink(SlowInference inference, IVerdictSink sink) : IVerdictSink
    {
        public void Judged(in JudgedBeat beat)
        {
            inference.Rest(beat.Times);
            sink.Judged(beat);
        }

        public void Failed(in Beat beat, Exception reason) => sink.Failed(beat, reason);
    }
}

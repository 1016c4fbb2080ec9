using System.Diagnostics;

namespace EcgStream.Inference.Bench;

/// <summary>
/// Beats a second, and processor time a beat over all threads: the second hardly changes with what else runs on the machine.
/// </summary>
internal readonly record struct Throughput(double BeatsPerSecond, double CpuMicrosecondsPerBeat)
{
    public static Throughput Of(Func<long> run)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var beats = run();
        var cpu = Environment.CpuUsage.TotalTime - before;
        return new(beats / Stopwatch.GetElapsedTime(start).TotalSeconds, cpu.TotalMicroseconds / beats);
    }

    public static Throughput Median(IReadOnlyList<Throughput> repeats) => new(
        repeats.Select(r => r.BeatsPerSecond).Order().ElementAt(repeats.Count / 2),
        repeats.Select(r => r.CpuMicrosecondsPerBeat).Order().ElementAt(repeats.Count / 2));
}

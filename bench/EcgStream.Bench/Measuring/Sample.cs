using System.Diagnostics;

namespace EcgStream.Bench.Measuring;

/// <summary>
/// What a stretch of work cost the process. Processor time hardly changes with what else runs on the machine; beats a
/// second do.
/// </summary>
/// <param name="BeatsPerSecond">By the wall clock.</param>
/// <param name="CpuMicroseconds">Processor time a beat, all threads.</param>
/// <param name="AllocatedBytes">Managed memory allocated a beat, all threads.</param>
internal readonly record struct Sample(double BeatsPerSecond, double CpuMicroseconds, double AllocatedBytes)
{
    /// <summary>Where a stretch begins.</summary>
    internal readonly record struct Mark(long Timestamp, TimeSpan Cpu, long Allocated, long Beats)
    {
        internal static Mark Now(long beats) =>
            new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, Allocations.Bytes, beats);

        internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(Timestamp);

        internal Sample Until(Mark end)
        {
            var beats = (double)(end.Beats - Beats);
            return new(beats / Stopwatch.GetElapsedTime(Timestamp, end.Timestamp).TotalSeconds,
                (end.Cpu - Cpu).TotalMicroseconds / beats, (end.Allocated - Allocated) / beats);
        }
    }
}

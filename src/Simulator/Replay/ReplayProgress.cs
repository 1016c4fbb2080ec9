using System.Globalization;

namespace EcgStream.Simulator.Replay;

/// <summary>How a replay stands.</summary>
/// <param name="Elapsed">Wall-clock time since the first beat was due.</param>
/// <param name="Sent">Beats sent, each counted once.</param>
/// <param name="SentAgain">Beats sent once more because the watermark stood still.</param>
/// <param name="Failures">Calls to the door that failed.</param>
/// <param name="HeldBack">Longest that a beat was due and not sent because its patient had 30 s above the watermark, wall-clock.</param>
public readonly record struct ReplayProgress(TimeSpan Elapsed, long Sent, long SentAgain, long Failures, TimeSpan HeldBack)
{
    /// <summary>A line for people where the server has slowed its producers by more than a second; else null.</summary>
    public string? Slowed => HeldBack < TimeSpan.FromSeconds(1) ? null : string.Create(CultureInfo.InvariantCulture,
        $"Producers were held back by up to {HeldBack.TotalSeconds:F1} s: they had 30 s of signal above the watermark");
}

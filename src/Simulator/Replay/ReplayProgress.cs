namespace EcgStream.Simulator.Replay;

/// <summary>How a replay stands.</summary>
/// <param name="Elapsed">Wall-clock time since the first beat was due.</param>
/// <param name="Sent">Beats sent, each counted once.</param>
/// <param name="SentAgain">Beats sent once more because the watermark stood still.</param>
/// <param name="Failures">Calls to the door that failed.</param>
public readonly record struct ReplayProgress(TimeSpan Elapsed, long Sent, long SentAgain, long Failures);

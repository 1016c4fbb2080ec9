namespace EcgStream.History.Bench;

/// <summary>How fast beats are written.</summary>
/// <param name="BeatsPerSecond">From the first handed over to the last committed.</param>
/// <param name="CpuMicrosecondsPerBeat">Processor time of this process, making the beats included.</param>
/// <param name="BeatsPerTransaction">On average.</param>
internal sealed record WriteSpeed(double BeatsPerSecond, double CpuMicrosecondsPerBeat, long BeatsPerTransaction);

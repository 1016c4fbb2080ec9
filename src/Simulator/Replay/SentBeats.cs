namespace EcgStream.Simulator.Replay;

/// <summary>Beats of a patient that a replay has sent: <see cref="First"/> … <see cref="End"/> − 1.</summary>
public readonly record struct SentBeats(int Patient, string PatientId, long First, long End);

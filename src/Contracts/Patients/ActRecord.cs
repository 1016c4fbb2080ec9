namespace EcgStream.Contracts.Patients;

/// <summary>Something that a person did to a patient's monitoring, as the history keeps it.</summary>
/// <param name="Number">Place in the log of all acts.</param>
/// <param name="At">When, server time.</param>
/// <param name="By">Who.</param>
/// <param name="Act">"admitted", "changed", "discharged", "audio paused", "audio resumed" or "acknowledged".</param>
/// <param name="Detail">What exactly, for people.</param>
public sealed record ActRecord(long Number, DateTimeOffset At, string By, string Act, string Detail);

namespace EcgStream.Contracts.Patients;

/// <summary>Alarms by the highest priority that each had.</summary>
/// <param name="High">High.</param>
/// <param name="Medium">Medium.</param>
/// <param name="Low">Low.</param>
/// <param name="Events">Events, which never sound.</param>
public readonly record struct AlarmCounts(long High, long Medium, long Low, long Events);

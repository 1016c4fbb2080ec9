namespace EcgStream.Silo.Hosting;

/// <summary>The ward that <c>run</c> simulates.</summary>
/// <param name="Patients">1…100,000.</param>
/// <param name="Seconds">Wall-clock seconds until the end, or null to go on until stopped.</param>
/// <param name="Speed">Sample time per wall-clock time, 0.1…1,000.</param>
/// <param name="Seed">Same seed, same beats.</param>
/// <param name="Door">stream or call.</param>
/// <param name="Data">Folder of ECG5000, or null to look in the usual places.</param>
public sealed record WardOptions(int Patients, double? Seconds, double Speed, ulong Seed, string Door, string? Data);

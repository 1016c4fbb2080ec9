namespace EcgStream.Gateway.Ingest;

/// <summary>Beats that a device has lost for good.</summary>
/// <param name="FirstSample">Absolute index of the first one's first sample.</param>
/// <param name="Count">Samples of some whole beats.</param>
public sealed record LostRequest(long FirstSample, long Count);

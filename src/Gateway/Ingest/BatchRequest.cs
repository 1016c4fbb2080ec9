namespace EcgStream.Gateway.Ingest;

/// <summary>Chunks of many patients.</summary>
/// <param name="Patients">By patient id; at most 4,096.</param>
public sealed record BatchRequest(Dictionary<string, IngestRequest> Patients)
{
    internal static string Example { get; } = "{\"patients\":{\"bed-001\":" + IngestRequest.Example + "}}";
}

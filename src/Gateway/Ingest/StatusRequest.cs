using EcgStream.Contracts.Ecg;

namespace EcgStream.Gateway.Ingest;

/// <summary>Words of producers that have no beat to send.</summary>
/// <param name="Statuses">At most 10,000, of any patients.</param>
public sealed record StatusRequest(IReadOnlyList<EcgStatus> Statuses)
{
    internal const string Example =
        """
        {"statuses":[{"patientId":"bed-12","at":"2026-01-31T12:00:04Z","nextSample":1400,"state":"Watching","since":"2026-01-31T12:00:00Z"}]}
        """;
}

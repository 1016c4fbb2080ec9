using EcgStream.Gateway.Security.Keys;

namespace EcgStream.Gateway.Security;

/// <summary>Kinds of access, by which endpoints and pages are guarded; the names are those of authorization policies.</summary>
public static class Access
{
    /// <summary>Sees patients, beats and alarms.</summary>
    public const string View = "view";

    /// <summary>Changes what others see: acknowledges, admits, sets limits.</summary>
    public const string Act = "act";

    /// <summary>Sends ECG and follows watermarks.</summary>
    public const string Ingest = "ingest";

    /// <summary>Classifies on demand: no patient is involved.</summary>
    public const string Classify = "classify";

    /// <summary>Changes models and thresholds.</summary>
    public const string Administer = "administer";

    internal static IReadOnlyDictionary<string, KeyRole[]> Roles { get; } = new Dictionary<string, KeyRole[]>
    {
        [View] = [KeyRole.Viewer, KeyRole.Clinician, KeyRole.Admin],
        [Act] = [KeyRole.Clinician, KeyRole.Admin],
        [Ingest] = [KeyRole.Device, KeyRole.Admin],
        [Classify] = [KeyRole.Viewer, KeyRole.Clinician, KeyRole.Device, KeyRole.Admin],
        [Administer] = [KeyRole.Admin],
    };
}

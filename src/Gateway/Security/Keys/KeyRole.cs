using System.Text.Json.Serialization;

namespace EcgStream.Gateway.Security.Keys;

/// <summary>What the holder of a key may do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyRole>))]
public enum KeyRole
{
    /// <summary>Sees patients and alarms, classifies on demand.</summary>
    Viewer,

    /// <summary>What a viewer may; also acknowledges, pauses audio, admits, discharges and sets limits.</summary>
    Clinician,

    /// <summary>Sends ECG and follows watermarks; sees no patients.</summary>
    Device,

    /// <summary>Everything, models and thresholds included.</summary>
    Admin,
}

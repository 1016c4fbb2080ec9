using EcgStream.Contracts.Patients;

namespace EcgStream.Dashboard.Ward;

/// <summary>Orders in which the ward can be read; the lower-case name stands in the URL.</summary>
public enum WardOrder
{
    /// <summary>Most urgent alarm first, then stale, then by bed.</summary>
    Alarm,

    /// <summary>By bed, numbers as numbers.</summary>
    Bed,

    /// <summary>Fastest heart first.</summary>
    Rate,

    /// <summary>Highest anomaly score first.</summary>
    Anomaly,
}

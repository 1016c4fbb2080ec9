namespace EcgStream.Contracts.Patients;

/// <summary>Width of a trend's points.</summary>
public enum TrendResolution
{
    /// <summary>One point a minute.</summary>
    Minute = 0,

    /// <summary>One point an hour.</summary>
    Hour = 1,
}

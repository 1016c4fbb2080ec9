namespace EcgStream.Contracts;

/// <summary>Names that producers and grains share.</summary>
public static class StreamNames
{
    /// <summary>The stream provider, and the namespace of the patients' streams; the stream's key is the patient id.</summary>
    public const string Ecg = "ecg";
}

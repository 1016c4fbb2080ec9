namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>How a signal file stores samples (WFDB Applications Guide, signal(5)). The value is the number in the header.</summary>
public enum WfdbFormat
{
    /// <summary>16-bit two's complement, low byte first.</summary>
    Format16 = 16,

    /// <summary>24-bit two's complement, low byte first.</summary>
    Format24 = 24,

    /// <summary>32-bit two's complement, low byte first.</summary>
    Format32 = 32,

    /// <summary>8-bit offset binary: 128 is zero.</summary>
    Format80 = 80,

    /// <summary>12-bit two's complement, two samples in three bytes.</summary>
    Format212 = 212,
}

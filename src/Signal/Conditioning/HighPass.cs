namespace EcgStream.Signal.Conditioning;

/// <summary>
/// Second-order Butterworth high-pass, 0.5 Hz at 180 Hz (bilinear transform, transposed direct form II): the lower limit that the
/// AHA recommends for monitoring (Kligfield et al., Circulation 115, 2007).
/// </summary>
internal struct HighPass
{
    /// <summary>Bytes of the state.</summary>
    public const int Size = 2 * sizeof(double);

    private const double CutoffHz = 0.5;
    // Rounded, because the last bit of a tangent differs between operating systems.
    private static readonly double Warped = Math.Round(Math.Tan(Math.PI * CutoffHz / SignalConditioner.RateHz), 12);
    private static readonly double Norm = 1 / (1 + Math.Sqrt(2) * Warped + Warped * Warped);
    private static readonly double A1 = 2 * (Warped * Warped - 1) * Norm;
    private static readonly double A2 = (1 - Math.Sqrt(2) * Warped + Warped * Warped) * Norm;

    private double _first;
    private double _second;

    /// <summary>Settles on a constant input, whose output is 0.</summary>
    public void Rest(double input) => (_first, _second) = (-Norm * input, Norm * input);

    /// <summary>The next output.</summary>
    public double Step(double input)
    {
        var gained = Norm * input;
        var output = gained + _first;
        _first = -2 * gained - A1 * output + _second;
        _second = gained - A2 * output;
        return output;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_first);
        writer.Write(_second);
    }

    public void Restore(ref SnapshotReader reader)
    {
        _first = reader.Read<double>();
        _second = reader.Read<double>();
    }
}

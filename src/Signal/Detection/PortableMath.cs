namespace EcgStream.Signal.Detection;

/// <summary>
/// Logarithm from additions, multiplications and divisions alone. <see cref="Math.Log(double)"/> may differ in the last bit from one
/// operating system to the next, and a detector that moves between machines has to find the same beats.
/// </summary>
internal static class PortableMath
{
    /// <summary>Natural logarithm of a positive normal number, relative error below 1e-6; the series of the inverse hyperbolic tangent.</summary>
    public static float Log(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        var exponent = (bits >> 23) - 127;
        double mantissa = BitConverter.Int32BitsToSingle(bits & 0x7FFFFF | 127 << 23); // 1 to 2
        if (mantissa > 1.41421356) (mantissa, exponent) = (mantissa / 2, exponent + 1);
        var z = (mantissa - 1) / (mantissa + 1);
        var z2 = z * z;
        return (float)(exponent * 0.6931471805599453 + 2 * z * (1 + z2 * (1.0 / 3 + z2 * (1.0 / 5 + z2 * (1.0 / 7 + z2 / 9)))));
    }

    /// <summary>The logarithm, kept between two limits.</summary>
    public static float Log(float value, float low, float high) => Math.Clamp(Log(Math.Max(value, 1e-6f)), low, high);
}

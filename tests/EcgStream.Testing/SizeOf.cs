using System.Globalization;

namespace EcgStream.Testing;

/// <summary>Sizes that an environment variable may raise: a long run is the same code as a short one.</summary>
public static class SizeOf
{
    public static int Environment(string variable, int standard) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var size) ? size : standard;
}

using System.Globalization;

namespace EcgStream.EndToEnd.Support;

/// <summary>Sizes that an environment variable may raise: a long run is the same code as a short one.</summary>
internal static class SizeOf
{
    internal static int Environment(string variable, int standard) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var size) ? size : standard;
}

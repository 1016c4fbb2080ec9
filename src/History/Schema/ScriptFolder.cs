using System.Globalization;
using System.Reflection;

namespace EcgStream.History.Schema;

/// <summary>
/// Numbered scripts <c>0001_….sql</c>, <c>0002_….sql</c> and so on that are embedded in an assembly. Each component has its
/// own numbers, so that several can share one database.
/// </summary>
/// <param name="Component">Name in the table of versions.</param>
/// <param name="Assembly">Where the scripts are embedded.</param>
/// <param name="Prefix">What their resource names begin with, e.g. <c>postgres/</c>.</param>
public sealed record ScriptFolder(string Component, Assembly Assembly, string Prefix)
{
    /// <summary>The scripts in order.</summary>
    public IReadOnlyList<SchemaScript> Load() =>
        [.. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(Assembly.GetManifestResourceStream(name)!);
                return new SchemaScript(
                    int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name[Prefix.Length..], reader.ReadToEnd());
            })];
}

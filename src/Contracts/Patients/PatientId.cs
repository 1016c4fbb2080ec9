using System.Text.RegularExpressions;

namespace EcgStream.Contracts.Patients;

/// <summary>What a patient id may look like: it stands in URLs, stream keys and file names.</summary>
public static partial class PatientId
{
    /// <summary>The rule, for people.</summary>
    public const string Rule = "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit";

    /// <summary>True when <paramref name="id"/> keeps the rule.</summary>
    public static bool IsValid(string? id) => id is not null && Pattern().IsMatch(id);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

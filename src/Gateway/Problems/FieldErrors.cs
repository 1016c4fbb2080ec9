using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Problems;

/// <summary>Collects what is wrong with a request, so that one answer names every field and not just the first.</summary>
internal sealed class FieldErrors
{
    // A body of a million wrong numbers must not come back as a million sentences.
    private const int MostFields = 32;

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);
    private int _leftOut;

    public bool Any => _errors.Count > 0;

    public bool Full => _errors.Count >= MostFields;

    public void Add(string field, string reason)
    {
        if (_errors.TryGetValue(field, out var before)) _errors[field] = [.. before, reason];
        else if (Full) _leftOut++;
        else _errors.Add(field, [reason]);
    }

    /// <summary>One line for people, for answers that have no map.</summary>
    public string InOneLine => string.Join("; ", _errors.Select(e => $"{e.Key}: {string.Join(", ", e.Value)}"));

    public void ThrowIfAny()
    {
        if (Any) throw ToRefusal();
    }

    public Refusal ToRefusal()
    {
        var (field, reasons) = _errors.First();
        var more = _errors.Count - 1 + _leftOut;
        var detail = more == 0 ? $"{field}: {reasons[0]}" : $"{field}: {reasons[0]} (and {more} more)";
        return new Refusal(StatusCodes.Status400BadRequest, detail, _errors);
    }
}

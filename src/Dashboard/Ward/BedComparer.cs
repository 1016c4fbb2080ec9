namespace EcgStream.Dashboard.Ward;

/// <summary>Orders labels as people do: "Bed 9" before "Bed 10". The runtime's own numeric ordering needs ICU, which is left out.</summary>
public sealed class BedComparer : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static BedComparer Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var (leftDigits, rightDigits) = (DigitsAhead(left), DigitsAhead(right));
            var (leftLength, rightLength) = leftDigits > 0 && rightDigits > 0 ? (leftDigits, rightDigits) : (1, 1);
            var order = leftDigits > 0 && rightDigits > 0
                ? CompareNumbers(left[..leftDigits], right[..rightDigits])
                : char.ToUpperInvariant(left[0]).CompareTo(char.ToUpperInvariant(right[0]));
            if (order != 0)
                return order;
            left = left[leftLength..];
            right = right[rightLength..];
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int DigitsAhead(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }
}

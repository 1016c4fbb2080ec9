using System.Runtime.CompilerServices;

namespace EcgStream.History.Recent;

/// <summary>Some of a patient's rows (<see cref="RecentRow"/>), in the order of their commits, and behind which others follow.</summary>
internal sealed class RowBlock
{
    /// <summary>Rows that it has room for.</summary>
    public const int Capacity = 4;

    private Room _room; // within the object: an array of its own would be one more to look up
    private int _begin, _end; // bytes

    public RowBlock? Next { get; set; }

    public int Count => (_end - _begin) / RecentRow.Length;

    public ReadOnlySpan<byte> Rows => ((ReadOnlySpan<byte>)_room)[_begin.._end];

    /// <summary>Adds rows while there is room.</summary>
    /// <returns>Those that found none.</returns>
    public ReadOnlySpan<byte> Add(ReadOnlySpan<byte> rows)
    {
        var added = Math.Min(rows.Length, Capacity * RecentRow.Length - _end);
        rows[..added].CopyTo(((Span<byte>)_room)[_end..]);
        _end += added;
        return rows[added..];
    }

    /// <summary>Removes so many of the first rows.</summary>
    public void Remove(int rows) => _begin += rows * RecentRow.Length;

    public void Clear() => (Next, _begin, _end) = (null, 0, 0);

    [InlineArray(Capacity * RecentRow.Length)]
    private struct Room
    {
        private byte _first;
    }
}

namespace EcgStream.History.Recent;

/// <summary>A patient's rows (<see cref="RecentRow"/>) that are not in the tables yet, oldest commit first.</summary>
internal sealed class RecentRows(RowBlocks blocks)
{
    private RowBlock? _last;

    public int Count { get; private set; }

    /// <summary>Block by block, as they follow each other; null where there are none.</summary>
    public RowBlock? First { get; private set; }

    public void Add(ReadOnlySpan<byte> rows)
    {
        Count += rows.Length / RecentRow.Length;
        if (_last is not null) rows = _last.Add(rows);
        while (rows.Length > 0)
        {
            var block = blocks.Rent();
            if (_last is null) First = block;
            else _last.Next = block;
            _last = block;
            rows = block.Add(rows);
        }
    }

    /// <summary>Removes so many of the first rows.</summary>
    public void Remove(int rows)
    {
        Count -= rows;
        while (First is { } block && rows >= block.Count)
        {
            rows -= block.Count;
            First = block.Next;
            blocks.Return(block);
        }

        First?.Remove(rows);
        if (First is null) _last = null;
    }

    public byte[] ToArray()
    {
        var (all, at) = (new byte[Count * RecentRow.Length], 0);
        for (var block = First; block is not null; at += block.Rows.Length, block = block.Next) block.Rows.CopyTo(all.AsSpan(at));
        return all;
    }
}

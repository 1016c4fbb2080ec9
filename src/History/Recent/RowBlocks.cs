namespace EcgStream.History.Recent;

/// <summary>
/// Blocks that no patient needs now. Rows come and go with each moving to the tables: of thousands of patients some megabytes that
/// would be old garbage. The writer's own.
/// </summary>
internal sealed class RowBlocks
{
    private const int AlwaysKept = 1_024; // of 640 bytes

    private readonly Stack<RowBlock> _spare = [];
    private int _rented;

    public RowBlock Rent()
    {
        _rented++;
        return _spare.TryPop(out var block) ? block : new RowBlock();
    }

    /// <summary>Those that are rented will not come back.</summary>
    public void Forget() => _rented = 0;

    public void Return(RowBlock block)
    {
        _rented--;
        if (_spare.Count >= Math.Max(_rented, AlwaysKept)) return; // what a burst took goes
        block.Clear();
        _spare.Push(block);
    }
}

namespace EcgStream.History.Recent;

/// <summary>
/// How one patient stands: all that is committed, whether in the tables or only in the log. Changed by the writer's thread
/// alone, after each commit; read by any.
/// </summary>
internal sealed class RecentPatient(long watermark, long beats, long lastBeat, RowBlocks blocks)
{
    private readonly Lock _lock = new();
    private readonly RecentRows _rows = new(blocks);
    private List<(long Beat, long Number)>? _waveforms; // null before the first
    private long _watermark = watermark, _beats = beats;
    private int _moves;

    /// <summary>Highest beat stored; −1 before the first. The writer's own.</summary>
    public long LastBeat { get; private set; } = lastBeat;

    /// <summary>Number of rows that are not in the tables yet.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows that are not in the tables yet, in the order of their commits; for the writer, who alone changes them.</summary>
    public RowBlock? FirstRows => _rows.First;

    /// <summary>Beats whose waveforms are not in their table yet, and their numbers in <c>recent_waveforms</c>; for the writer, who alone changes them.</summary>
    public IReadOnlyList<(long Beat, long Number)> Waveforms => (IReadOnlyList<(long Beat, long Number)>?)_waveforms ?? [];

    /// <summary>Nothing of the patient waits to be moved.</summary>
    public bool IsMoved => Count == 0 && Waveforms.Count == 0;

    public (long Watermark, long Beats) Stand
    {
        get { lock (_lock) return (_watermark, _beats); }
    }

    /// <summary>Changes before and after rows are moved into the tables; odd between the two.</summary>
    public int Moves => Volatile.Read(ref _moves);

    /// <summary>A copy of the rows that are not in the tables yet, for readers.</summary>
    public byte[] CopyRows()
    {
        lock (_lock) return _rows.ToArray();
    }

    /// <summary>Numbers in <c>recent_waveforms</c> of those from one beat to another, for readers.</summary>
    public IReadOnlyList<long> WaveformsOf(long first, long last)
    {
        lock (_lock) return _waveforms is null ? [] : [.. _waveforms.Where(row => row.Beat >= first && row.Beat <= last).Select(row => row.Number)];
    }

    /// <summary>A transaction has put waveforms into <c>recent_waveforms</c>; before its beats are added, or a reader could meet one without the other.</summary>
    public void AddWaveform(long beat, long number)
    {
        lock (_lock) (_waveforms ??= []).Add((beat, number));
    }

    /// <summary>A transaction has stored beats.</summary>
    /// <param name="rows">Their rows where they are in the log alone; none where they are in the tables.</param>
    public void Add(long watermark, int beats, long lastBeat, ReadOnlySpan<byte> rows)
    {
        lock (_lock)
        {
            _watermark = Math.Max(_watermark, watermark);
            _beats += beats;
            LastBeat = Math.Max(LastBeat, lastBeat);
            _rows.Add(rows);
        }
    }

    /// <summary>The transaction that puts rows into the tables is about to commit.</summary>
    public void Moving() => Interlocked.Increment(ref _moves);

    /// <summary>The transaction is over, and the first rows and waveforms, or none, are in the tables.</summary>
    public void Moved(int rows, int waveforms)
    {
        lock (_lock)
        {
            Interlocked.Increment(ref _moves);
            _rows.Remove(rows);
            _waveforms?.RemoveRange(0, waveforms);
        }
    }

    /// <summary>Beats are gone from the tables.</summary>
    public void Uncount(long beats)
    {
        lock (_lock) _beats -= beats;
    }
}

namespace EcgStream.History.Recent;

/// <summary>
/// How one patient stands: all that is committed, whether in the tables or only in the log. Changed by the writer's thread
/// alone, after each commit; read by any.
/// </summary>
internal sealed class RecentPatient(long watermark, long beats, long lastBeat)
{
    /// <summary>Room that is kept for the next; a minute's beats. More was a burst.</summary>
    private const int KeptRows = 64;

    private readonly Lock _lock = new();
    private byte[] _rows = [];
    private int _length;
    private List<(long Beat, long Number)>? _waveforms; // null before the first
    private long _watermark = watermark, _beats = beats;
    private int _moves;

    /// <summary>Highest beat stored; −1 before the first. The writer's own.</summary>
    public long LastBeat { get; private set; } = lastBeat;

    /// <summary>Rows that are not in the tables yet.</summary>
    public int Count => Volatile.Read(ref _length) / RecentRow.Length;

    /// <summary>The rows that are not in the tables yet, in the order of their commits; for the writer, who alone changes them.</summary>
    public ReadOnlySpan<byte> Rows => _rows.AsSpan(0, _length);

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

    // A usual patient's room grows in small steps: it does so but once, and thousands of patients have one. A burst's doubles.
    private int Growth => _rows.Length < KeptRows * RecentRow.Length ? 4 * RecentRow.Length : _rows.Length;

    /// <summary>A copy of <see cref="Rows"/>, for readers.</summary>
    public byte[] CopyRows()
    {
        lock (_lock) return Rows.ToArray();
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
            if (_length + rows.Length > _rows.Length) Array.Resize(ref _rows, Math.Max(_length + rows.Length, _rows.Length + Growth));
            rows.CopyTo(_rows.AsSpan(_length));
            _length += rows.Length;
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
            var bytes = rows * RecentRow.Length;
            _rows.AsSpan(bytes, _length - bytes).CopyTo(_rows);
            _length -= bytes;
            _waveforms?.RemoveRange(0, waveforms);
            if (_length == 0 && _rows.Length > KeptRows * RecentRow.Length) _rows = [];
        }
    }

    /// <summary>Beats are gone from the tables.</summary>
    public void Uncount(long beats)
    {
        lock (_lock) _beats -= beats;
    }
}

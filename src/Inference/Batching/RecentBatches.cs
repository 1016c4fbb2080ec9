namespace EcgStream.Inference.Batching;

/// <summary>Sizes of the runs of the last five to ten seconds: the span that runs, and the whole one before it.</summary>
internal sealed class RecentBatches(TimeProvider clock)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new(); // taken once a run, beside which it costs nothing
    private (int Runs, long Beats, int Most) _now, _before;
    private long _since = clock.GetTimestamp();

    public BatchSizes Sizes
    {
        get
        {
            lock (_lock)
            {
                Turn();
                var runs = _now.Runs + _before.Runs;
                return new(runs == 0 ? 0 : (double)(_now.Beats + _before.Beats) / runs, Math.Max(_now.Most, _before.Most));
            }
        }
    }

    public void Add(int size)
    {
        lock (_lock)
        {
            Turn();
            _now = (_now.Runs + 1, _now.Beats + size, Math.Max(_now.Most, size));
        }
    }

    private void Turn()
    {
        var elapsed = clock.GetElapsedTime(_since);
        if (elapsed < Span) return;
        _before = elapsed < 2 * Span ? _now : default;
        _now = default;
        _since = clock.GetTimestamp();
    }
}

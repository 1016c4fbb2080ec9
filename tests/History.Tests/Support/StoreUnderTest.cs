using EcgStream.Contracts.Patients;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace EcgStream.History.Tests;

/// <summary>A fresh database of one kind; gone in the end.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    private readonly List<StoredHistory> _open = [];

    internal ManualTime Time { get; } = new();

    internal FakeLogCollector Log { get; } = new();

    protected abstract string Database { get; }

    protected virtual double RecentSeconds => 0;

    /// <summary>How long a lock is waited for.</summary>
    protected virtual int BusyTimeoutMs => 0;

    public StoredHistory Open(Action<HistoryOptions>? configure = null) => Open(Database, configure);

    /// <summary>Copies the database as the runbook says, while it is written, and opens what a restore makes of the copy.</summary>
    public StoredHistory OpenCopy() => Open(Copy());

    private StoredHistory Open(string database, Action<HistoryOptions>? configure = null)
    {
        var options = new HistoryOptions { Database = database, BusyTimeoutMs = BusyTimeoutMs, RecentSeconds = RecentSeconds };
        configure?.Invoke(options);
        var history = Create(Options.Create(options));
        _open.Add(history);
        return history;
    }

    /// <summary>Open, with patients admitted and activated once.</summary>
    public async Task<StoredHistory> OpenWith(params string[] patients)
    {
        var history = Open();
        foreach (var patient in patients)
        {
            await history.AdmitAsync(patient, null, AlarmLimits.Default, "test", default);
            await history.OpenAsync(patient, 0, default);
        }

        return history;
    }

    /// <summary>Runs a statement as another program would.</summary>
    public abstract void Execute(string sql);

    /// <summary>The first column of the first row.</summary>
    public abstract long Scalar(string sql);

    /// <summary>From now on the database refuses a beat.</summary>
    public abstract void RefuseBeat(int patient, long beat);

    public async ValueTask DisposeAsync()
    {
        foreach (var history in _open) await history.DisposeAsync();
        Remove();
        GC.SuppressFinalize(this);
    }

    /// <summary>A copy, restored.</summary>
    /// <returns>Where it is.</returns>
    protected abstract string Copy();

    protected abstract StoredHistory Create(IOptions<HistoryOptions> options);

    protected abstract void Remove();
}

using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Security.Keys;

/// <summary>
/// The keys in force. The file is looked at every second, so that a key made or revoked by <c>./ecgstream keys</c> counts
/// without a restart. It polls: change notifications are missing on network shares and container volumes.
/// </summary>
internal sealed class KeyRing : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyRing> _log;
    private FrozenDictionary<string, ApiKey> _byHash = FrozenDictionary<string, ApiKey>.Empty;
    private FrozenSet<string> _good = [];
    private string _seen;

    /// <exception cref="InvalidDataException">The file of keys is damaged.</exception>
    public KeyRing(IOptions<SecurityOptions> options, TimeProvider clock, ILogger<KeyRing> log)
    {
        (_path, _clock, _log) = (options.Value.KeysFile, clock, log);
        _seen = Stamp();
        Take(KeyFile.Read(_path));
    }

    /// <summary>Keys that were good before and are not any more.</summary>
    public event Action<IReadOnlyCollection<string>>? Revoked;

    /// <summary>What is kept of a good key, or null.</summary>
    public ApiKey? Find(string key) =>
        _byHash.TryGetValue(KeyFile.HashOf(key), out var kept) && kept.IsGood ? kept : null;

    /// <summary>Whether a key is good, by its id.</summary>
    public bool IsGood(string id) => _good.Contains(id);

    /// <summary>One look at the file.</summary>
    internal void Look()
    {
        var stamp = Stamp();
        if (stamp == _seen) return;
        try
        {
            var keys = KeyFile.Read(_path);
            _seen = stamp;
            var before = _good;
            Take(keys);
            KeyRingLog.Changed(_log, _good.Count);
            if (before.Where(id => !IsGood(id)).ToArray() is { Length: > 0 } gone) Revoked?.Invoke(gone);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // A slip of an editor must not lock everybody out; the next look tries again.
            KeyRingLog.Unreadable(_log, fault.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Take(IReadOnlyList<ApiKey> keys)
    {
        _byHash = keys.DistinctBy(key => key.Sha256).ToFrozenDictionary(key => key.Sha256, StringComparer.Ordinal);
        _good = keys.Where(key => key.IsGood).Select(key => key.Id).ToFrozenSet(StringComparer.Ordinal);
    }

    private string Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "";
    }
}

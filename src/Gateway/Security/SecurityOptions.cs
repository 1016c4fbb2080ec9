namespace EcgStream.Gateway.Security;

/// <summary>Who may call; section "Security" of the configuration.</summary>
public sealed class SecurityOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Security";

    /// <summary>Whether callers need a key. Default: false; the host sets it when it is bound to more than loopback, or when a
    /// proxy on this machine lets others in.</summary>
    public bool RequireKeys { get; set; }

    /// <summary>File of keys, written by <c>./ecgstream keys</c>. Default: data/keys.json.</summary>
    public string KeysFile { get; set; } = Path.Combine("data", "keys.json");

    /// <summary>Requests a second of one key, 1…1,000,000; twice as many at once. Beyond it: 429. Default: 1,000.</summary>
    public int RequestsPerSecond { get; set; } = 1_000;

    /// <summary>Requests a second without a good key from one address, 1…1,000,000; four times as many at once. Default: 50.</summary>
    public int AnonymousRequestsPerSecond { get; set; } = 50;

    /// <summary>Connections to the hub at once, 1…100,000. Default: 2,000.</summary>
    public int HubConnections { get; set; } = 2_000;

    /// <summary>Calls a second on one connection to the hub, 1…10,000; ten times as many at once. Default: 50.</summary>
    public int HubCallsPerSecond { get; set; } = 50;

    internal IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(KeysFile)) yield return $"{Section}:{nameof(KeysFile)} is empty.";
        foreach (var (key, value, most) in ((string, int, int)[])
        [
            (nameof(RequestsPerSecond), RequestsPerSecond, 1_000_000),
            (nameof(AnonymousRequestsPerSecond), AnonymousRequestsPerSecond, 1_000_000),
            (nameof(HubConnections), HubConnections, 100_000),
            (nameof(HubCallsPerSecond), HubCallsPerSecond, 10_000),
        ])
            if (value < 1 || value > most) yield return $"{Section}:{key} is {value}; allowed are 1…{most}.";
    }
}

using System.Net;
using EcgStream.Gateway.Security;
using EcgStream.Gateway.Security.Keys;

namespace EcgStream.Silo.Hosting;

/// <summary>Where the server listens, and what that asks for: beyond loopback nothing starts without keys.</summary>
internal static class Listening
{
    /// <summary>Sets Kestrel's addresses and certificate.</summary>
    internal static void Configure(WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.Certificate is { } certificate)
        {
            builder.Configuration["Kestrel:Certificates:Default:Path"] = Path.GetFullPath(certificate);
            if (options.CertificateKey is { } key) builder.Configuration["Kestrel:Certificates:Default:KeyPath"] = Path.GetFullPath(key);
        }

        builder.WebHost.UseUrls(Urls(options));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 5_000;
        });
    }

    /// <summary>Decides on keys.</summary>
    /// <exception cref="ArgumentException">Others can reach the server, and there is no key yet.</exception>
    internal static void Secure(SecurityOptions security, ServerOptions options)
    {
        var outside = Urls(options).FirstOrDefault(url => !IsLoopback(url));
        security.KeysFile = options.Keys;
        security.RequireKeys |= options.RequireKeys || outside is not null;
        if (!security.RequireKeys || KeyFile.Read(options.Keys).Any(key => key.IsGood)) return;
        throw new ArgumentException(
            $"{(outside is null ? "Keys are required" : $"{outside} can be reached from other machines")}, and there are no keys in {options.Keys}. " +
            "Make one first, then start again:\n\n  ./ecgstream keys add --role admin --name \"your name\"" +
            (options.Keys == Path.Combine("data", "keys.json") ? "" : $" --keys {options.Keys}") +
            "\n\nWithout --urls the server listens on 127.0.0.1 only and needs no key.");
    }

    /// <summary>What to say of keys that would travel in the clear, or null.</summary>
    internal static string? Warning(ServerOptions options) =>
        Urls(options).FirstOrDefault(url => !IsLoopback(url) && url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) is { } url
            ? $"{url} is not encrypted: keys and patients' data can be read on the way. Use https:// with --certificate, or a proxy that does."
            : null;

    private static string[] Urls(ServerOptions options) => options.Urls.Count > 0
        ? [.. options.Urls.SelectMany(urls => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Check)]
        : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}")];

    private static string Check(string url) =>
        Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/"
            ? url
            : throw new ArgumentException($"--urls has '{url}': an address such as http://127.0.0.1:5080 or https://0.0.0.0:5443 is expected.");

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) &&
        (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}

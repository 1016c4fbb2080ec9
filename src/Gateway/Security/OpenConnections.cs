using System.Collections.Concurrent;
using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Http;

namespace EcgStream.Gateway.Security;

/// <summary>
/// Requests in flight by key. A WebSocket is one request that lasts, checked once when it opens: when its key is revoked it
/// is cut off here, be it the hub's or a page's.
/// </summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<HttpContext, string> _open = new(ReferenceEqualityComparer.Instance);
    private readonly KeyRing _keys;

    public OpenConnections(KeyRing keys)
    {
        _keys = keys;
        keys.Revoked += CutOff;
    }

    public async Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        if (KeyIdentity.KeyOf(context.User) is not { } key)
        {
            await next(context);
            return;
        }

        _open[context] = key;
        try
        {
            // Revoked between its check and the line above: nobody would cut it off.
            if (!_keys.IsGood(key)) context.Abort();
            await next(context);
        }
        finally
        {
            _open.TryRemove(context, out _);
        }
    }

    private void CutOff(IReadOnlyCollection<string> revoked)
    {
        foreach (var (context, key) in _open)
            if (revoked.Contains(key)) context.Abort();
    }
}

namespace EcgStream.Silo.Hosting;

/// <summary>
/// Refuses new live connections while the server stops. It drains first, and closes the connections it has at once: those
/// clients come back within a second, would be let in again, and would hold up the end until the host's patience is over.
/// </summary>
internal static class NoNewSockets
{
    internal static void RefuseSocketsWhileStopping(this WebApplication app) => app.Use((context, next) =>
    {
        var isLive = context.Request.Headers.Upgrade.Count > 0 || context.Request.Path.Value!.EndsWith("/negotiate", StringComparison.Ordinal);
        if (!isLive || !app.Lifetime.ApplicationStopping.IsCancellationRequested) return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    });
}

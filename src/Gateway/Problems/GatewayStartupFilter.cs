using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Problems;

/// <summary>Puts headers, refusals and the look at where a request comes from in front of everything the host does.</summary>
internal sealed class GatewayStartupFilter(IOptions<SecurityOptions> security) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            SecurityHeaders.Apply(context.Response.Headers, context.Request.IsHttps);
            return ForeignRequests.Check(context.Request, security.Value.RequireKeys) is { } refusal
                ? ProblemAnswer.WriteAsync(context, refusal)
                : rest(context);
        });
        app.UseMiddleware<RefusalBoundary>();
        next(app);
    };
}

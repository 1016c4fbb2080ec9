using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace EcgStream.Gateway.Security;

/// <summary>
/// The one place that says who may do what. Access by patient belongs here too: the resource of the context is the request,
/// whose route names the patient.
/// </summary>
internal sealed class AccessHandler(IOptions<SecurityOptions> options) : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (!options.Value.RequireKeys || requirement.Roles.Any(role => context.User.IsInRole(KeyIdentity.NameOf(role))))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

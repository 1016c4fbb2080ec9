using EcgStream.Gateway.Security.Keys;
using Microsoft.AspNetCore.Authorization;

namespace EcgStream.Gateway.Security;

/// <summary>Asks for one of these roles, where keys are required at all.</summary>
internal sealed record AccessRequirement(IReadOnlyList<KeyRole> Roles) : IAuthorizationRequirement;

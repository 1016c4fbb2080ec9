using System.Globalization;
using System.Text.Json.Nodes;
using EcgStream.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.OpenApi;

/// <summary>
/// Describes endpoints for the OpenAPI document. Bodies and parameters are read by hand (<see cref="Bodies.JsonBody"/>),
/// so the document cannot be inferred from handler signatures.
/// </summary>
internal static class EndpointDescription
{
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string tag, string name, string summary, string description) =>
        endpoint.WithTags(tag).WithName(name).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces<T>(status, "application/json").Responds(status, description, Examples.Of(typeof(T)));

    /// <summary>
    /// Which access an operation needs, one of <see cref="Security.Access"/>; in the document the roles that have it, and the
    /// refusals that come of it.
    /// </summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, string access) =>
        endpoint.RequireAuthorization(access).Refuses(401, 403, 429).AddOpenApiOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiServices.Key, context.Document)] = [] }];
            var roles = string.Join(", ", Access.Roles[access].Select(KeyIdentity.NameOf));
            operation.Description = $"{operation.Description} Roles: {roles}.";
            return Task.CompletedTask;
        });

    /// <summary>Refusals, all of one shape.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<HttpValidationProblemDetails>(status, "application/problem+json");
            endpoint.Responds(status, Meaning(status), Examples.Refusal(status, ReasonPhrases.GetReasonPhrase(status), Meaning(status)));
        }

        endpoint.Produces<HttpValidationProblemDetails>(500, "application/problem+json");
        return endpoint.Responds(500, Meaning(500), Examples.Refusal(500, ReasonPhrases.GetReasonPhrase(500), Meaning(500)));
    }

    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder endpoint, string example) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancel),
                        Example = JsonNode.Parse(example),
                    },
                },
            };
        });

    /// <summary>Beside JSON, a body of bytes. After <see cref="TakesJson"/>.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody!.Content!["application/octet-stream"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = description },
            };
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["multipart/form-data"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { "file" },
                            Properties = new Dictionary<string, IOpenApiSchema>
                            {
                                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                            },
                        },
                    },
                },
            };
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder WithQuery(
        this RouteHandlerBuilder endpoint, string name, string description, JsonSchemaType type = JsonSchemaType.String,
        string? format = null, long? least = null, long? most = null, params string[] oneOf) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema
                {
                    Type = type,
                    Format = format,
                    Minimum = least?.ToString(CultureInfo.InvariantCulture),
                    Maximum = most?.ToString(CultureInfo.InvariantCulture),
                    Enum = oneOf.Length == 0 ? null : [.. oneOf.Select(one => (JsonNode)JsonValue.Create(one))],
                },
            });
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder Responds(this RouteHandlerBuilder endpoint, int status, string description, JsonNode? example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var response) != true) return Task.CompletedTask;
            response!.Description = description;
            foreach (var content in response.Content?.Values ?? []) content.Example = example?.DeepClone();
            if (status is 429 or 503 && response is OpenApiResponse withHeaders)
                (withHeaders.Headers ??= new Dictionary<string, IOpenApiHeader>())["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds after which to try again.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
                };
            return Task.CompletedTask;
        });

    private static string Meaning(int status) => status switch
    {
        401 => "A key is needed, and none came or it is not good.",
        403 => "The key's role does not allow that, or a page of another site asks.",
        400 => "Refused: errors names each wrong field and why.",
        404 => "There is no such thing.",
        413 => "The body is larger than this endpoint takes.",
        415 => "The body is of another type than this endpoint takes.",
        429 => "No room now; Retry-After says when to try again.",
        500 => "Something failed here; the server's log says what.",
        503 => "The store or another part is away now; Retry-After says when to try again.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
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
        endpoint.Produces<T>(status, "application/json").Responds(status, description);

    /// <summary>Refusals, all of one shape.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<HttpValidationProblemDetails>(status, "application/problem+json");
            endpoint.Responds(status, Meaning(status));
        }

        endpoint.Produces<HttpValidationProblemDetails>(500, "application/problem+json");
        return endpoint.Responds(500, Meaning(500));
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
        this RouteHandlerBuilder endpoint, string name, string description, JsonSchemaType type = JsonSchemaType.String, string? format = null) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = type, Format = format },
            });
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder Responds(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var response) == true)
                response.Description = description;
            return Task.CompletedTask;
        });

    private static string Meaning(int status) => status switch
    {
        400 => "Refused: errors names each wrong field and why.",
        404 => "There is no such thing.",
        413 => "The body is larger than this endpoint takes.",
        415 => "The body is of another type than this endpoint takes.",
        429 => "No room now; Retry-After says when to try again.",
        500 => "Something failed here; the server's log says what.",
        503 => "Not ready; the body says why.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}

using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.OpenApi;

internal static class OpenApiServices
{
    /// <summary>Name of the way to come with a key.</summary>
    public const string Key = "key";

    public static void AddGatewayOpenApi(this IServiceCollection services)
    {
        // The document's schemas follow these options, the answers GatewayJson: the same names, but a schema that allows
        // "NaN" beside every number would help nobody.
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        });
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "EcgStream",
                    Version = "v1",
                    Description =
                        "Real-time ECG monitoring: classification on demand, patients, beats, alarms and ingest. Research " +
                        "and simulation; not for clinical use. Every refusal is problem details (RFC 9457) whose errors map " +
                        "names each field and its reason. Live events come over the SignalR hub at /hubs/monitor.",
                };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "A key of ./ecgstream keys. On the loopback address none is needed.",
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                foreach (var parameter in operation.Parameters ?? [])
                    if (parameter is OpenApiParameter { In: ParameterLocation.Path } path) PathParameters.Describe(path, context.Description.RelativePath ?? "");
                return Task.CompletedTask;
            });
        });
    }
}

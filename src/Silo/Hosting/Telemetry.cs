using System.Diagnostics;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;
using Orleans.Hosting;

namespace EcgStream.Silo.Hosting;

/// <summary>
/// Sends traces and metrics by OTLP to the address in OTEL_EXPORTER_OTLP_ENDPOINT; OpenTelemetry's other OTEL_ variables apply, too.
/// Without that variable nothing is registered: a span costs one look at a field, and a grain call passes no filter.
/// </summary>
internal static class Telemetry
{
    private static bool IsOn => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    internal static void AddTelemetry(this IServiceCollection services)
    {
        if (!IsOn) return;
        services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddNpgsql()
                .AddSource("EcgStream.*", ActivitySources.ApplicationGrainActivitySourceName)
                .AddProcessor(new PatientRemoval()) // before the exporter: processors run in the order of registration
                .AddOtlpExporter())
            .WithMetrics(figures => figures
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter("EcgStream.*")
                .AddOtlpExporter());
    }

    /// <summary>A grain call carries the caller's trace to the grain.</summary>
    internal static ISiloBuilder AddTracePropagation(this ISiloBuilder silo) => IsOn ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="AddTracePropagation(ISiloBuilder)"/>
    internal static IClientBuilder AddTracePropagation(this IClientBuilder client) => IsOn ? client.AddActivityPropagation() : client;

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("ecgstream", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString())
            .AddEnvironmentVariableDetector(); // last: the environment knows which process of a cluster this is

    /// <summary>
    /// Leaves only known tags on the spans of ASP.NET Core and Orleans. Others hold patients' ids: paths, keys of grains, texts of exceptions. A list of
    /// what may stay, as Orleans has renamed its tags before. Npgsql's spans carry statements without values; metrics are tagged by route, method and status.
    /// </summary>
    private sealed class PatientRemoval : BaseProcessor<Activity>
    {
        private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
        {
            "http.request.method", "http.route", "http.response.status_code", "url.scheme", "server.address", "server.port",
            "network.protocol.version", "error.type", "rpc.system.name", "rpc.method", "orleans.rpc.service", "exception.type",
        };

        public override void OnEnd(Activity data)
        {
            if (data.Source.Name.StartsWith("EcgStream.", StringComparison.Ordinal) || data.Source.Name == "Npgsql") return;
            foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(name => !Known.Contains(name)).ToList()) data.SetTag(tag, null);
        }
    }
}

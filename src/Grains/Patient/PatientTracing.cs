using System.Diagnostics;
using EcgStream.Contracts.Ecg;
using Orleans.Runtime;

namespace EcgStream.Grains.Patient;

/// <summary>Spans of source "EcgStream.Grains", without patients' ids.</summary>
internal static class PatientTracing
{
    private static readonly ActivitySource Source = new("EcgStream.Grains");

    /// <summary>
    /// Trace context of a stream's producer, if it put one into its request context under the W3C names. A memory stream delivers that request
    /// context but does not continue the producer's trace: Orleans' AddActivityPropagation covers the call into the queue, not what is
    /// queued (PatientTracingTests shows both).
    /// </summary>
    public static ActivityContext Producer =>
        Source.HasListeners() && RequestContext.Get("traceparent") is string parent
        && ActivityContext.TryParse(parent, RequestContext.Get("tracestate") as string, isRemote: true, out var producer) ? producer : default;

    /// <summary>An accepted chunk, below the span of its sender; null when nobody listens.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="sender">Its sender's context; default takes the current span, which is the grain call's.</param>
    public static Activity? Append(EcgChunk chunk, ActivityContext sender) =>
        Source.StartActivity("patient append", ActivityKind.Consumer, sender)?.SetTag("ecgstream.samples", chunk.Samples.Length);
}

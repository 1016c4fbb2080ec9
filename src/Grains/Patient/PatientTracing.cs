using System.Diagnostics;
using EcgStream.Contracts.Ecg;

namespace EcgStream.Grains.Patient;

/// <summary>Spans of source "EcgStream.Grains", without patients' ids.</summary>
internal static class PatientTracing
{
    private static readonly ActivitySource Source = new("EcgStream.Grains");

    /// <summary>A chunk that is taken, below the span of whoever sent it; null where nobody listens.</summary>
    public static Activity? Append(EcgChunk chunk)
    {
        if (!Source.HasListeners()) return null;
        ActivityContext.TryParse(chunk.TraceParent, null, isRemote: true, out var sender);
        return Source.StartActivity("patient append", ActivityKind.Consumer, sender)?.SetTag("ecgstream.samples", chunk.Samples.Length);
    }
}

using System.Diagnostics;

namespace EcgStream.Inference.Batching;

/// <summary>Spans of source "EcgStream.Inference": one a run, linked to the chunks that brought its beats.</summary>
internal static class InferenceTracing
{
    private const int MostLinks = 64;

    private static readonly ActivitySource Source = new("EcgStream.Inference");

    /// <summary>Where a beat comes from, to be linked to its run.</summary>
    public static ActivityContext Origin => Source.HasListeners() ? Activity.Current?.Context ?? default : default;

    /// <summary>A run of live beats; null where nobody listens.</summary>
    public static Activity? Run(ReadOnlySpan<LiveBeat> beats)
    {
        if (!Source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        foreach (ref readonly var beat in beats)
            if (beat.Origin != default && links.Count < MostLinks) links.Add(new(beat.Origin));
        return Source.StartActivity("inference run", ActivityKind.Internal, default(ActivityContext), links: links)?.SetTag("ecgstream.beats", beats.Length);
    }
}

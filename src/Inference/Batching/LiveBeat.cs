using System.Diagnostics;
using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Batching;

/// <summary>A live beat that waits for its verdict.</summary>
internal readonly record struct LiveBeat(Beat Beat, DateTimeOffset Received, IVerdictSink Sink, ActivityContext Origin = default);

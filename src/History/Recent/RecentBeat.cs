using EcgStream.Signal.Beats;

namespace EcgStream.History.Recent;

/// <summary>A beat that is durable and not in its table yet.</summary>
/// <param name="Beat">The beat.</param>
/// <param name="StoredAt">When it was committed.</param>
internal readonly record struct RecentBeat(JudgedBeat Beat, DateTimeOffset StoredAt);

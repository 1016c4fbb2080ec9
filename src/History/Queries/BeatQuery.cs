using EcgStream.Signal.Beats;

namespace EcgStream.History.Queries;

/// <summary>Which beats of a patient.</summary>
/// <param name="From">Start not before, or null.</param>
/// <param name="To">Start before, or null.</param>
/// <param name="Class">Of this combined class only, or null.</param>
/// <param name="Before">Beat index that all rows lie below (the cursor), or null for the newest.</param>
/// <param name="Limit">1…1000.</param>
/// <param name="Waveforms">Bring waveforms along.</param>
/// <param name="First">Beat index that no row lies below, or null.</param>
public sealed record BeatQuery(
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    BeatClass? Class = null,
    long? Before = null,
    int Limit = 100,
    bool Waveforms = false,
    long? First = null);

namespace EcgStream.History.Writing;

/// <summary>A row that the store refused for its content, and would refuse for ever; all that came with it is stored.</summary>
/// <param name="What">For people: "beat 17", "waveform of beat 17", "hole at beat 17", "alarm ventricular-run of beat 17".</param>
/// <param name="Beat">Beat it belongs to.</param>
/// <param name="Reason">What the store said.</param>
public sealed record RefusedRow(string What, long Beat, string Reason);

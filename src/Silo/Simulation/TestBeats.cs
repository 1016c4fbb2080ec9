using EcgStream.Gateway.Classify;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;
using EcgStream.Simulator.Beats;

namespace EcgStream.Silo.Simulation;

/// <summary>Test beats from where simulated patients have theirs; read when somebody first asks.</summary>
/// <param name="data">A folder that must hold the data, or null to look in the usual places.</param>
internal sealed class TestBeats(string? data) : ITestBeats
{
    private readonly Lazy<IBeatSource> _beats = new(() => BeatSources.Open(data, TextWriter.Null));

    public string Source => _beats.Value.Name;

    public bool Synthetic => !Source.StartsWith("ECG5000", StringComparison.Ordinal);

    public float[] Draw(BeatClass beatClass, ulong draw) => _beats.Value.Draw(beatClass, draw);
}

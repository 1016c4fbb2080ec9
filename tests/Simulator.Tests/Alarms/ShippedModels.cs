using System.Collections.Concurrent;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Quality;
using EcgStream.Simulator.Beats;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>The models as they are shipped, over real beats where ECG5000 is found and over made ones elsewhere.</summary>
internal sealed class ShippedModels : IDisposable
{
    private readonly ModelHost _host = new(ModelSet.Load(Path.Combine(AppContext.BaseDirectory, "models")));

    // Beats are drawn again and again from one pool: each is judged once. What a scenario has changed is not among them.
    private readonly ConcurrentDictionary<float[], (Verdict, SignalQuality)> _known = new(ReferenceEqualityComparer.Instance);

    internal ShippedModels()
    {
        var notices = new StringWriter();
        Source = BeatSources.Open(null, notices);
        IsReal = notices.ToString().Length == 0;
    }

    internal IBeatSource Source { get; }

    /// <summary>True when ECG5000 was found.</summary>
    internal bool IsReal { get; }

    /// <param name="keep">The beat comes from the pool as it is.</param>
    internal (Verdict Verdict, SignalQuality Quality) Judge(float[] samples, bool keep) =>
        keep ? _known.GetOrAdd(samples, Judge) : Judge(samples);

    public void Dispose() => _host.Dispose();

    private (Verdict, SignalQuality) Judge(float[] samples) => (_host.Current.Judgement.Judge(_host.Current.Set.Scores(samples)), SignalQualityCheck.Of(samples));
}

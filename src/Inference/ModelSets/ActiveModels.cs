using System.Globalization;
using EcgStream.Inference.Judging;

namespace EcgStream.Inference.ModelSets;

/// <summary>A model set with the threshold in force: what verdicts are made of from one moment to the next. Immutable.</summary>
public sealed class ActiveModels
{
    /// <param name="set">The set.</param>
    /// <param name="threshold">Another threshold than the set's own, z-score units.</param>
    internal ActiveModels(ModelSet set, float? threshold = null)
    {
        Set = set;
        var own = set.Manifest.Model(ModelNames.Autoencoder).Threshold!.Value;
        Threshold = threshold ?? own;
        Manifest = Threshold == own ? set.Manifest : set.Manifest with
        {
            Version = VersionOf(set.Manifest.Version, Threshold),
            Models = [.. set.Manifest.Models.Select(m => m.Name == ModelNames.Autoencoder ? m with { Threshold = Threshold, OwnThreshold = own } : m)],
        };
        Judgement = new(Manifest.Judgement, Threshold, Manifest.Version);
    }

    /// <summary>Version that verdicts carry under another threshold than the set's own.</summary>
    public static string VersionOf(string shipped, float threshold) =>
        string.Create(CultureInfo.InvariantCulture, $"{shipped};t={threshold:0.0000###}");

    /// <summary>Version of the set as shipped, whatever threshold a version names.</summary>
    public static string ShippedOf(string version) => version.IndexOf(";t=", StringComparison.Ordinal) is > 0 and var at ? version[..at] : version;

    /// <summary>The models.</summary>
    public ModelSet Set { get; }

    /// <summary>The set's manifest; with another threshold than its own, version and threshold say so.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The autoencoder's threshold in force, z-score units.</summary>
    public float Threshold { get; }

    /// <summary>Makes verdicts of scores.</summary>
    public Judgement Judgement { get; }
}

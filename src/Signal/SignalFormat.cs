using System.Collections.Immutable;

namespace EcgStream.Signal;

/// <summary>How the samples of a continuous stay are to be read. Fixed from admission to discharge.</summary>
public sealed record SignalFormat
{
    /// <summary>Lowest sample rate, Hz.</summary>
    public const double MinSampleRateHz = 100;

    /// <summary>Highest sample rate, Hz.</summary>
    public const double MaxSampleRateHz = 1_000;

    /// <summary>Most leads.</summary>
    public const int MaxLeads = 12;

    /// <summary>Creates a format.</summary>
    /// <param name="sampleRateHz">Samples a second of each lead, 100 to 1,000 Hz; it is rounded to 0.001 Hz.</param>
    /// <param name="leadNames">1 to 12 names, in the order of the samples within a frame.</param>
    /// <param name="microvoltsPerUnit">Size of one unit of the integer samples that a device sends, µV.</param>
    /// <exception cref="ArgumentException">The rate, the number of leads, a name or the unit is out of range.</exception>
    public SignalFormat(double sampleRateHz, ImmutableArray<string> leadNames, double microvoltsPerUnit = 1)
    {
        if (!(sampleRateHz is >= MinSampleRateHz and <= MaxSampleRateHz))
            throw new ArgumentException($"Sample rate {sampleRateHz} Hz is not between {MinSampleRateHz} and {MaxSampleRateHz}.", nameof(sampleRateHz));
        if (leadNames.IsDefaultOrEmpty || leadNames.Length > MaxLeads)
            throw new ArgumentException($"A signal has 1 to {MaxLeads} leads.", nameof(leadNames));
        foreach (var name in leadNames)
            if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("A lead has no name.", nameof(leadNames));
        if (!(microvoltsPerUnit > 0) || !double.IsFinite(microvoltsPerUnit))
            throw new ArgumentException($"{microvoltsPerUnit} µV per unit is not a positive number.", nameof(microvoltsPerUnit));
        MilliHertz = (int)Math.Round(sampleRateHz * 1_000);
        LeadNames = leadNames;
        MicrovoltsPerUnit = microvoltsPerUnit;
    }

    /// <summary>Sample rate, Hz.</summary>
    public double SampleRateHz => MilliHertz / 1_000.0;

    /// <summary>Sample rate, mHz: exact, so that sample times do not drift.</summary>
    public int MilliHertz { get; }

    /// <summary>Names of the leads, in the order of the samples within a frame.</summary>
    public ImmutableArray<string> LeadNames { get; }

    /// <summary>Number of leads.</summary>
    public int LeadCount => LeadNames.Length;

    /// <summary>Size of one unit of integer samples, µV.</summary>
    public double MicrovoltsPerUnit { get; }

    /// <summary>True when rate, unit and lead names are equal.</summary>
    public bool Equals(SignalFormat? other) =>
        other is not null && MilliHertz == other.MilliHertz && MicrovoltsPerUnit == other.MicrovoltsPerUnit
        && LeadNames.AsSpan().SequenceEqual(other.LeadNames.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(MilliHertz);
        hash.Add(MicrovoltsPerUnit);
        foreach (var name in LeadNames) hash.Add(name);
        return hash.ToHashCode();
    }
}

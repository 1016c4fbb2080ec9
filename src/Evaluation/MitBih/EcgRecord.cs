using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.MitBih;

/// <summary>A record with its reference annotations, in memory: some 10 MB for half an hour of two leads.</summary>
public sealed class EcgRecord
{
    private EcgRecord(WfdbHeader header, IReadOnlyList<WfdbAnnotation> annotations, int[] adcUnits)
    {
        (Header, Annotations, AdcUnits) = (header, annotations, adcUnits);
        var leads = header.Signals.Count;
        Millivolts = new float[adcUnits.Length];
        for (var lead = 0; lead < leads; lead++)
        {
            var signal = header.Signals[lead];
            var scale = signal.MicrovoltsPerUnit ?? throw new EcgStream.Signal.Formats.SignalFileException(
                header.Path, $"signal {lead + 1}", $"the unit '{signal.Units}' is not a voltage");
            for (var at = lead; at < adcUnits.Length; at += leads)
                Millivolts[at] = (float)((adcUnits[at] - signal.Baseline) * scale / 1_000);
        }
    }

    /// <summary>The header.</summary>
    public WfdbHeader Header { get; }

    /// <summary>Name of the record.</summary>
    public string Name => Header.Record;

    /// <summary>Frames per second.</summary>
    public double SampleRateHz => Header.SampleRateHz;

    /// <summary>Number of leads.</summary>
    public int LeadCount => Header.Signals.Count;

    /// <summary>Names of the leads, in the order of the samples.</summary>
    public IReadOnlyList<string> Leads => [.. Header.Signals.Select(signal => signal.Description)];

    /// <summary>Number of frames.</summary>
    public long SampleCount => AdcUnits.Length / LeadCount;

    /// <summary>Samples in ADC units: int[frames × leads], lead by lead within a frame.</summary>
    public int[] AdcUnits { get; }

    /// <summary>Samples in millivolts: float[frames × leads], lead by lead within a frame.</summary>
    public float[] Millivolts { get; }

    /// <summary>Reference annotations.</summary>
    public IReadOnlyList<WfdbAnnotation> Annotations { get; }

    /// <summary>The reference as a comparison needs it.</summary>
    public BeatTrack Reference(BeatGrouping grouping = BeatGrouping.Aami) => BeatTrack.From(Annotations, grouping, SampleCount);

    /// <summary>Reads a record whole and verifies its checksums.</summary>
    /// <param name="path">The .hea file, or the record's path without extension.</param>
    /// <param name="annotator">Extension of the annotation file; null reads none.</param>
    /// <exception cref="EcgStream.Signal.Formats.SignalFileException">A file cannot be read.</exception>
    public static EcgRecord Load(string path, string? annotator = "atr")
    {
        using var reader = WfdbSignalReader.Open(path);
        var header = reader.Header;
        if (header.SampleCount <= 0 || header.SampleCount > Array.MaxLength / header.Signals.Count)
            throw new EcgStream.Signal.Formats.SignalFileException(header.Path, "line 1", "the record line states no number of samples, or too many to hold");
        var samples = new int[header.SampleCount * header.Signals.Count];
        reader.Read(samples);
        return new(header, annotator is null ? [] : WfdbAnnotations.Read(header, annotator), samples);
    }

    /// <summary>The same record with other samples.</summary>
    internal EcgRecord With(int[] adcUnits) => new(Header, Annotations, adcUnits);
}

namespace EcgStream.Evaluation.MitBih;

/// <summary>What an evaluation on MIT-BIH has found.</summary>
/// <param name="Set">The records asked for.</param>
/// <param name="Sha256">SHA-256 of their signal and annotation files, in the order of the records, in lower-case hexadecimal.</param>
/// <param name="ModelSet">Version of the model set; null without models.</param>
/// <param name="Records">One result a record, in the order of the set.</param>
/// <param name="Noise">One result a record, noise and ratio.</param>
public sealed record MitBihReport(
    RecordSet Set, string Sha256, string? ModelSet, IReadOnlyList<RecordResult> Records, IReadOnlyList<NoiseResult> Noise)
{
    /// <summary>Name of the data.</summary>
    public const string DataName = "MIT-BIH Arrhythmia Database 1.0.0";

    /// <summary>The sets whose records were all evaluated.</summary>
    public IReadOnlyList<RecordSet> Sets => [.. RecordSet.All.Where(Set.Holds)];

    /// <summary>The results of a set's records.</summary>
    public IReadOnlyList<RecordResult> Of(RecordSet set) => [.. Records.Where(result => set.Records.Contains(result.Record))];

    /// <summary>How the detector did on a set.</summary>
    public SetFigures Detection(RecordSet set) => SetFigures.Of(Of(set).Select(result => result.Own));

    /// <summary>How the models did on a set; null without models.</summary>
    /// <param name="referencePeaks">Whether R peaks were the reference's.</param>
    /// <param name="without">A record to leave out.</param>
    public SetFigures? Classes(RecordSet set, bool referencePeaks, string? without = null) => ModelSet is null ? null
        : SetFigures.Of(Of(set).Where(result => result.Record != without).Select(result => referencePeaks ? result.ReferencePeaks! : result.Own));
}

using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Finds the beats of a record, as the product would while its samples arrive.</summary>
/// <param name="record">Samples; the annotations must not be read.</param>
/// <returns>Samples of the R peaks, in order.</returns>
public delegate IReadOnlyList<long> RecordDetector(EcgRecord record);

/// <summary>Names the group of beats whose R peaks are known.</summary>
/// <param name="record">Samples; the annotations must not be read.</param>
/// <param name="rPeaks">Samples of the R peaks, in order, of the whole record.</param>
/// <returns>One group a peak.</returns>
public delegate IReadOnlyList<AamiGroup> RecordJudge(EcgRecord record, IReadOnlyList<long> rPeaks);

/// <summary>What is evaluated. Both parts are called from several threads, for different records.</summary>
/// <param name="Find">The detector.</param>
/// <param name="Judge">The models; null when only the detector is evaluated.</param>
/// <param name="ModelSet">Version of the model set; null without models.</param>
public sealed record EcgAnalysis(RecordDetector Find, RecordJudge? Judge = null, string? ModelSet = null);

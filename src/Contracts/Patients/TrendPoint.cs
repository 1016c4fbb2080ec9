namespace EcgStream.Contracts.Patients;

/// <summary>A minute or an hour of a patient, by the start of its beats (sample time). Times without any beat and alarm have no point.</summary>
/// <param name="Start">Begin of the minute or hour.</param>
/// <param name="Beats">Beats in it.</param>
/// <param name="HeartRate">60000 / mean RR, beats a minute; null without beats.</param>
/// <param name="HeartRateLeast">Over its slowest single beat.</param>
/// <param name="HeartRateMost">Over its fastest single beat.</param>
/// <param name="Classes">Beats by combined class.</param>
/// <param name="AnomalyScore">Mean reconstruction error over threshold; null without a judged beat.</param>
/// <param name="AnomalyScoreMost">The largest.</param>
/// <param name="Anomalous">Beats anomalous by the autoencoder.</param>
/// <param name="Disagree">Beats on which the models disagree.</param>
/// <param name="Alarms">Alarms whose onset lies in it.</param>
public sealed record TrendPoint(
    DateTimeOffset Start,
    long Beats,
    double? HeartRate,
    double? HeartRateLeast,
    double? HeartRateMost,
    ClassCounts Classes,
    double? AnomalyScore,
    double? AnomalyScoreMost,
    long Anomalous,
    long Disagree,
    AlarmCounts Alarms);

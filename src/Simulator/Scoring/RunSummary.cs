using System.Text.Json;
using System.Text.Json.Serialization;
using EcgStream.Simulator.Faults;
using EcgStream.Simulator.Replay;

namespace EcgStream.Simulator.Scoring;

/// <summary>How a run ended, for programs: what <c>--json FILE</c> writes.</summary>
/// <param name="Source">Where the beats came from.</param>
/// <param name="Patients">Patients simulated.</param>
/// <param name="Sent">Beats sent, each counted once.</param>
/// <param name="Judged">Of these, stored with a verdict.</param>
/// <param name="Stored">Of these, stored with the right hash.</param>
/// <param name="Lost">Sent, and not stored or stored with another hash.</param>
/// <param name="Duplicated">Stored a second time, or stored and never sent.</param>
/// <param name="SameClass">Judged beats whose combined class is the true one.</param>
/// <param name="SameNormality">Judged beats whose combined class agrees with the truth on normal or not.</param>
/// <param name="Classes">Agreement with the truth by true class.</param>
/// <param name="Seconds">Wall-clock time since the first beat was due, s.</param>
/// <param name="SentAgain">Beats sent once more because the watermark stood still.</param>
/// <param name="FailedCalls">Calls to the door that failed.</param>
/// <param name="HeldBackSeconds">Longest that a beat was due and not sent because its patient had 30 s above the watermark, wall-clock, s.</param>
/// <param name="Faults">Faults on purpose; null without <c>--faults</c>.</param>
/// <param name="Taken">Beats that the faults took away for good, by patient.</param>
public sealed record RunSummary(
    string Source, int Patients, long Sent, long Judged, long Stored, long Lost, long Duplicated, long SameClass, long SameNormality,
    IReadOnlyList<ClassAgreement> Classes, double Seconds, long SentAgain, long FailedCalls, double HeldBackSeconds,
    FaultCounts? Faults, IReadOnlyDictionary<string, IReadOnlyList<long>> Taken)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The report with what the replay and the faulty line counted.</summary>
    /// <param name="faulty">The line on which faults were made on purpose; null for none.</param>
    public static RunSummary Of(string source, RunReport report, ReplayProgress replay, FaultyDoor? faulty = null) => new(
        source, report.Patients, report.Sent, report.Judged, report.Stored, report.Lost, report.Duplicated, report.SameClass, report.SameNormality,
        report.Classes, replay.Elapsed.TotalSeconds, replay.SentAgain, replay.Failures, replay.HeldBack.TotalSeconds,
        faulty?.Counts, faulty?.Taken ?? new Dictionary<string, IReadOnlyList<long>>());

    /// <summary>Writes it as one line of JSON.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task WriteAsync(string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Json) + "\n");
}

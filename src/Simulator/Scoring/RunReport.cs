using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Simulator.Scoring;

/// <summary>What became of the beats of a run: stored compared with sent by beat index and sample hash.</summary>
/// <param name="Patients">Patients simulated.</param>
/// <param name="Sent">Beats sent.</param>
/// <param name="Judged">Of these, stored with a verdict.</param>
/// <param name="Stored">Of these, stored with the right hash.</param>
/// <param name="Lost">Sent, and not stored or stored with another hash.</param>
/// <param name="Duplicated">Stored a second time, or stored and never sent.</param>
/// <param name="SameClass">Judged beats whose combined class is the true one.</param>
/// <param name="SameNormality">Judged beats whose combined class agrees with the truth on normal or not.</param>
public sealed record RunReport(
    int Patients, long Sent, long Judged, long Stored, long Lost, long Duplicated, long SameClass, long SameNormality)
{
    /// <summary>Agreement with the truth by true class.</summary>
    public IReadOnlyList<ClassAgreement> Classes { get; init; } = [];

    /// <summary>A line for people: agreement by true class, of classes that came; null where none did.</summary>
    public string? ByClass
    {
        get
        {
            var came = Classes.Where(one => one.Judged > 0).ToList();
            return came.Count == 0 ? null : "by true class: " + string.Join(", ", came.Select(one => string.Create(
                CultureInfo.InvariantCulture, $"{one.Class.Name()} {100.0 * one.Right / one.Judged:F1} % of {one.Judged}")));
        }
    }

    /// <summary>True when every beat sent is stored exactly once.</summary>
    public bool Complete => Lost == 0 && Duplicated == 0;

    /// <summary>The one line that ends a run.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Patients} patients: {Sent} beats sent, {Judged} judged, {Stored} stored, {Lost} lost, {Duplicated} duplicated; " +
        $"agreement with the truth {Share(SameClass)} by class, {Share(SameNormality)} on normal or not");

    private string Share(long count) =>
        Judged == 0 ? "unknown" : (100.0 * count / Judged).ToString("F2", CultureInfo.InvariantCulture) + " %";
}

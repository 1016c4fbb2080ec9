using System.Text.Json;

namespace EcgStream.Testing;

/// <summary>What a run wrote with <c>--json</c>: what was sent, what is stored, and which faults were made on purpose.</summary>
/// <param name="Source">Where the beats came from.</param>
/// <param name="HeldBackSeconds">Longest that a producer had to wait, s.</param>
/// <param name="Faults">How often each fault was made, by its name; null for a run without faults.</param>
/// <param name="Taken">Beats that the faults took away for good, by patient.</param>
public sealed record RunOutcome(
    string Source, int Patients, long Sent, long Judged, long Stored, long Lost, long Duplicated, long SentAgain, long FailedCalls,
    double HeldBackSeconds, IReadOnlyDictionary<string, long>? Faults, IReadOnlyDictionary<string, IReadOnlyList<long>> Taken)
{
    internal static RunOutcome Read(string file) =>
        JsonSerializer.Deserialize<RunOutcome>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

    /// <summary>Asserts that every beat sent is stored exactly once.</summary>
    public void AssertComplete()
    {
        Assert.True(Sent > 0, "beats were sent");
        Assert.Equal((0L, 0L, Sent), (Lost, Duplicated, Stored));
    }
}

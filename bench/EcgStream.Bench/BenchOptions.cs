namespace EcgStream.Bench;

/// <summary>What to measure, and how long.</summary>
/// <param name="Quick">Everything in three minutes: shows that all runs, not what it costs.</param>
/// <param name="Sections">Names of the sections to run.</param>
/// <param name="LiveSeconds">How long each live ward runs.</param>
/// <param name="LivePatients">Patients of the live ward on the call door; the stream door takes half.</param>
/// <param name="Each">How long each repeat of a measurement lasts.</param>
/// <param name="HistoryBeats">Beats that section history fills its database with.</param>
/// <param name="HistoryAddress">Address of an empty PostgreSQL database for section history; null takes an SQLite file.</param>
/// <param name="Folder">Where the databases of the run lie: on the disk that a server would use.</param>
internal sealed record BenchOptions(
    bool Quick, IReadOnlySet<string> Sections, double LiveSeconds, int LivePatients, TimeSpan Each,
    long HistoryBeats, string? HistoryAddress, string Folder)
{
    internal int Repeats => Quick ? 3 : 7;

    // The just-in-time compiler works for some twenty seconds on a path under load, and takes up to an eighth of the processors' time meanwhile.
    internal TimeSpan WarmUp => Quick ? 2 * Each : TimeSpan.FromSeconds(20);
}

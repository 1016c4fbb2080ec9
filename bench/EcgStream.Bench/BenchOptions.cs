namespace EcgStream.Bench;

/// <summary>What to measure, and how long.</summary>
/// <param name="Quick">Everything in two minutes: shows that all runs, not what it costs.</param>
/// <param name="Sections">Names of the sections to run.</param>
/// <param name="LiveSeconds">How long each live ward runs.</param>
/// <param name="LivePatients">Patients of the live ward on the call door; the stream door takes half.</param>
/// <param name="Folder">Where the databases of the run lie: on the disk that a server would use.</param>
internal sealed record BenchOptions(
    bool Quick, IReadOnlySet<string> Sections, double LiveSeconds, int LivePatients, string Folder)
{
    internal int Repeats => Quick ? 3 : 7;

    internal TimeSpan Each => TimeSpan.FromSeconds(Quick ? 0.8 : 3);

    internal TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 1.5 : 6);
}

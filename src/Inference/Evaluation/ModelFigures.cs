using System.Text.Json;

namespace EcgStream.Inference.Evaluation;

/// <summary>
/// What `ecgstream evaluate` found of a model set: evaluation.json, shipped beside the set's manifest, so that a running
/// server can show figures and say what another threshold would have done without the data.
/// </summary>
/// <param name="ModelSet">Version of the set; figures of another set say nothing.</param>
/// <param name="Data">Name of the data set and split.</param>
/// <param name="TestBeats">Beats evaluated.</param>
/// <param name="KnownBeats">Those of them whose class is known: five-class figures rest on these.</param>
/// <param name="Reweighted">Five-class figures are weighted to the official class counts, since the split is not complete.</param>
/// <param name="Models">Five-class figures: dnn, lstm, cnn, combined.</param>
/// <param name="Anomaly">Normal-versus-abnormal figures: autoencoder, combined.</param>
/// <param name="Train">The autoencoder's errors on the TRAIN beats, which it was fitted on: figures on them flatter.</param>
/// <param name="Test">The autoencoder's errors on the TEST beats.</param>
public sealed record ModelFigures(
    string ModelSet, string Data, int TestBeats, int KnownBeats, bool Reweighted, IReadOnlyList<ClassifierSummary> Models,
    IReadOnlyList<AnomalySummary> Anomaly, ReconstructionErrors Train, ReconstructionErrors Test)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "evaluation.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Takes what is shown out of a report.</summary>
    public static ModelFigures Of(EvaluationReport report, ReconstructionErrors train, ReconstructionErrors test) => new(
        report.ModelSet, report.DataName, report.TestBeats, report.KnownBeats, report.Reweighted,
        [.. report.Models.Select(ClassifierSummary.Of)], [.. report.Anomaly.Select(AnomalySummary.Of)], train, test);

    /// <summary>Writes the file.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads the file of a folder; null, with the reason, when there is none for the model set.</summary>
    /// <param name="folder">Folder of the model set.</param>
    /// <param name="modelSet">Version of the set in force, as shipped.</param>
    /// <param name="absent">Why there are no figures, or null.</param>
    public static ModelFigures? Find(string folder, string modelSet, out string? absent)
    {
        ModelFigures? found = null;
        try
        {
            found = JsonSerializer.Deserialize<ModelFigures>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json);
            absent = found?.ModelSet == modelSet ? null : $"{FileName} is of model set {found?.ModelSet}, not of {modelSet}: run ./ecgstream evaluate.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            absent = fault is FileNotFoundException or DirectoryNotFoundException
                ? $"There is no {FileName} beside the models: run ./ecgstream evaluate."
                : $"{FileName} cannot be read.";
        }

        return absent is null ? found : null;
    }
}

using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Formats;

namespace EcgStream.Inference.Evaluation;

/// <summary>What `ecgstream evaluate` does. Nothing else looks at TEST beats with their classes.</summary>
public static class EvaluationRun
{
    /// <summary>Evaluates a model set on the TEST beats of ECG5000.</summary>
    /// <param name="models">Folder of the model set.</param>
    /// <param name="data">Folder of ECG5000; null looks where <see cref="Ecg5000Folder"/> says.</param>
    /// <param name="output">Gets the tables.</param>
    /// <param name="json">File for the figures, or null.</param>
    /// <param name="page">File for the page on the models, Markdown, or null.</param>
    /// <param name="curves">File for curves and reliability bins, JSON, or null.</param>
    /// <exception cref="ModelSetException">The models cannot be used.</exception>
    /// <exception cref="DirectoryNotFoundException">No data; the message names the places.</exception>
    /// <exception cref="InvalidDataException">A data file has a bad row.</exception>
    /// <exception cref="ArgumentException">There are no TEST beats.</exception>
    public static EvaluationReport Run(
        string models, string? data, TextWriter output, string? json = null, string? page = null, string? curves = null)
    {
        using var set = ModelSet.Load(models);
        var report = Evaluator.Run(set, EvaluationData.OfTest(Ecg5000.Load(data)));
        EvaluationTable.Write(report, output);
        if (json is not null) File.WriteAllText(json, EvaluationJson.Write(report));
        if (page is not null) File.WriteAllText(page, ModelsPage.Write(report, set.Manifest));
        if (curves is not null) File.WriteAllText(curves, CurvesJson.Write(report));
        return report;
    }
}

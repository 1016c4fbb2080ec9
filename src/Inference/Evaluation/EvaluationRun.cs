using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Beats;
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
    /// <param name="figures">File of figures that is shipped beside the models, JSON, or null.</param>
    /// <exception cref="ModelSetException">The models cannot be used.</exception>
    /// <exception cref="DirectoryNotFoundException">No data; the message names the places.</exception>
    /// <exception cref="InvalidDataException">A data file has a bad row.</exception>
    /// <exception cref="ArgumentException">There are no TEST beats.</exception>
    public static EvaluationReport Run(
        string models, string? data, TextWriter output, string? json = null, string? page = null, string? curves = null,
        string? figures = null)
    {
        using var set = ModelSet.Load(models);
        var beats = Ecg5000.Load(data);
        var test = EvaluationData.OfTest(beats);
        var report = Evaluator.Run(set, test);
        EvaluationTable.Write(report, output);
        if (json is not null) File.WriteAllText(json, EvaluationJson.Write(report));
        if (page is not null) File.WriteAllText(page, ModelsPage.Write(report, set.Manifest));
        if (curves is not null) File.WriteAllText(curves, CurvesJson.Write(report));
        if (figures is not null) ModelFigures.Of(report, ErrorsOfTrain(set, beats), Errors(set, test.Samples, test.Classes)).Write(figures);
        return report;
    }

    private static ReconstructionErrors ErrorsOfTrain(ModelSet set, Ecg5000 data) =>
        Errors(set, [.. data.Train.SelectMany(beat => beat.Samples)], [.. data.Train.Select(beat => beat.Class)]);

    private static ReconstructionErrors Errors(ModelSet set, float[] samples, BeatClass[] classes) =>
        ReconstructionErrors.Of(set.Run(ModelNames.Autoencoder, samples).Errors, classes);
}

using System.CommandLine;
using EcgStream.Inference;
using EcgStream.Inference.Evaluation;
using EcgStream.Simulator.Beats;

namespace EcgStream.Silo.Commands;

/// <summary><c>evaluate</c>: the shipped models on the TEST split of ECG5000.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "folder of ECG5000" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var docs = new Option<FileInfo?>("--docs") { Description = "also write them as a Markdown page" };
        var curves = new Option<FileInfo?>("--curves") { Description = "also write curves and reliability for training/plots.py" };
        var figures = new Option<FileInfo?>("--figures") { Description = "also write what GET /api/models shows: evaluation.json beside the models" };
        var command = new Command("evaluate", "Judges the TEST split of ECG5000 with the shipped models and prints their figures.")
            { data, json, docs, curves, figures };
        command.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            EvaluationRun.Run(
                new InferenceOptions().ModelsFolder, parsed.GetValue(data), Console.Out,
                parsed.GetValue(json)?.FullName, parsed.GetValue(docs)?.FullName,
                parsed.GetValue(curves)?.FullName, parsed.GetValue(figures)?.FullName);
            Console.WriteLine();
            Console.WriteLine(BeatGenerator.Embedded().Figures);
            return Task.FromResult(0);
        }));
        return command;
    }
}

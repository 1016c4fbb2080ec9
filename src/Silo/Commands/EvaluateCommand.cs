using System.CommandLine;
using EcgStream.Inference;
using EcgStream.Inference.Evaluation;
using EcgStream.Inference.Models;

namespace EcgStream.Silo.Commands;

/// <summary><c>evaluate</c>: the shipped models on the TEST split of ECG5000.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "folder of ECG5000" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var docs = new Option<FileInfo?>("--docs") { Description = "also write them as a Markdown page" };
        var command = new Command("evaluate", "Judges the TEST split of ECG5000 with the shipped models and prints their figures.")
            { data, json, docs };
        command.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(json), parsed.GetValue(docs)));
        return command;
    }

    private static int Run(string? folder, FileInfo? json, FileInfo? docs)
    {
        try
        {
            EvaluationRun.Run(new InferenceOptions().ModelsFolder, folder, Console.Out, json?.FullName, docs?.FullName);
            return 0;
        }
        catch (Exception reason) when (reason is IOException or InvalidDataException or ArgumentException or ModelSetException)
        {
            Console.Error.WriteLine(reason.Message);
            return 1;
        }
    }
}

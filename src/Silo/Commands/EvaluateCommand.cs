using System.CommandLine;

namespace EcgStream.Silo.Commands;

/// <summary><c>evaluate</c>: the shipped models on ECG5000.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "folder of ECG5000" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var command = new Command("evaluate", "Judges ECG5000 with the shipped models and prints their figures.") { data, json };
        command.SetAction(_ => throw new NotImplementedException());
        return command;
    }
}

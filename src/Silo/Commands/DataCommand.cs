using System.CommandLine;
using EcgStream.Inference;
using EcgStream.Inference.ModelSets;
using EcgStream.Signal.Formats;
using EcgStream.Simulator.Data;

namespace EcgStream.Silo.Commands;

/// <summary><c>data</c>: fetches ECG5000, says what is there, and checks it.</summary>
internal static class DataCommand
{
    internal static Command Create()
    {
        var folder = new Option<string?>("--data") { Description = "folder of ECG5000" };
        var get = new Command("get", "Fetches the official files into data/ecg5000, or the folder given.") { folder };
        get.SetAction((parsed, cancel) => Plainly.RunAsync(async () =>
        {
            var target = parsed.GetValue(folder) ?? Path.Combine("data", "ecg5000");
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
            await Ecg5000Download.GetAsync(http, Ecg5000Download.Address, target, cancel);
            return Check(target);
        }));
        var info = new Command("info", "Says what lies where: beats by class, SHA-256.") { folder };
        info.SetAction((parsed, _) => Plainly.RunAsync(() =>
        {
            Print(Ecg5000Report.Describe(Ecg5000Folder.Find(parsed.GetValue(folder))));
            return Task.FromResult(0);
        }));
        var check = new Command("check", "Compares the files with the official splits and with what the models were fitted on.") { folder };
        check.SetAction((parsed, _) => Plainly.RunAsync(() => Task.FromResult(Check(Ecg5000Folder.Find(parsed.GetValue(folder))))));
        return new Command("data", "The data set ECG5000 (PhysioNet, ODC-BY 1.0; UCR archive). It is no part of the project.") { get, info, check };
    }

    private static int Check(string folder)
    {
        Print(Ecg5000Report.Describe(folder));
        using var models = ModelSet.Load(new InferenceOptions().ModelsFolder);
        var faults = Ecg5000Report.Faults(folder, models.Manifest.Data.Sha256).ToList();
        Print(faults.Count == 0 ? ["These are the official splits."] : faults);
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines) Console.WriteLine(line);
    }
}

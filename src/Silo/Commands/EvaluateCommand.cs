using System.CommandLine;
using EcgStream.Evaluation.MitBih;
using EcgStream.Inference;
using EcgStream.Inference.Evaluation;
using EcgStream.Signal.Formats.Wfdb;
using EcgStream.Simulator.Beats;

namespace EcgStream.Silo.Commands;

/// <summary><c>evaluate</c>: the shipped models on ECG5000, or detector and models on MIT-BIH.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "folder of ECG5000, or of MIT-BIH (recognised by its .hea files)" };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var docs = new Option<FileInfo?>("--docs") { Description = "also write them as a Markdown page" };
        var curves = new Option<FileInfo?>("--curves") { Description = "ECG5000: also write curves and reliability for training/plots.py" };
        var figures = new Option<FileInfo?>("--figures") { Description = "ECG5000: also write what GET /api/models shows: evaluation.json beside the models" };
        var records = new Option<string?>("--records") { Description = "MIT-BIH: ds1, ds2, 44 or 48 (default ds1); all but ds1 look at DS2 and are logged" };
        var detectorOnly = new Option<bool>("--detector-only") { Description = "MIT-BIH: only the QRS detector, without models" };
        var noise = new Option<string?>("--noise") { Description = "MIT-BIH: also add this noise record (ma, bw) to records 118 and 119" };
        var noiseData = new Option<string?>("--noise-data") { Description = "MIT-BIH: folder of the noise records (default: nstdb beside the data)" };
        var snr = new Option<string>("--snr") { Description = "MIT-BIH: signal-to-noise ratios in dB", DefaultValueFactory = _ => "24,18,12,6,0" };
        var why = new Option<string>("--why") { Description = "MIT-BIH: why DS2 is looked at, for the log", DefaultValueFactory = _ => "not stated" };
        var command = new Command("evaluate", "Judges data that the models were not fitted on and prints the figures: ECG5000 (TEST), or MIT-BIH by EC57.")
            { data, json, docs, curves, figures, records, detectorOnly, noise, noiseData, snr, why };
        command.SetAction((parsed, cancel) => Plainly.RunAsync(() =>
        {
            var folder = parsed.GetValue(data);
            if (parsed.GetValue(records) is not null || parsed.GetValue(detectorOnly) || parsed.GetValue(noise) is not null
                || !string.IsNullOrWhiteSpace(folder) && WfdbFolder.IsOne(folder))
            {
                if (parsed.GetValue(curves) is not null || parsed.GetValue(figures) is not null)
                    throw new ArgumentException("--curves and --figures are for ECG5000.");
                var found = WfdbFolder.Find("mitdb", folder);
                EvaluateMitBih.Run(
                    new(found, RecordSet.Of(parsed.GetValue(records) ?? RecordSet.Ds1.Name))
                    {
                        Noise = parsed.GetValue(noise),
                        NoiseFolder = parsed.GetValue(noise) is null ? null : EvaluateMitBih.NoiseFolder(parsed.GetValue(noiseData), found),
                        SnrDb = EvaluateMitBih.Ratios(parsed.GetValue(snr)!),
                    },
                    parsed.GetValue(detectorOnly), parsed.GetValue(json)?.FullName, parsed.GetValue(docs)?.FullName, parsed.GetValue(why)!, cancel);
                return Task.FromResult(0);
            }
            EvaluationRun.Run(
                new InferenceOptions().ModelsFolder, folder, Console.Out,
                parsed.GetValue(json)?.FullName, parsed.GetValue(docs)?.FullName,
                parsed.GetValue(curves)?.FullName, parsed.GetValue(figures)?.FullName);
            Console.WriteLine();
            Console.WriteLine(BeatGenerator.Embedded().Figures);
            return Task.FromResult(0);
        }));
        return command;
    }
}

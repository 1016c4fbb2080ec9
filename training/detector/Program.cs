using EcgStream.DetectorFit;
using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Detection;
using EcgStream.Signal.Formats.Wfdb;

// Usage: dotnet run -c Release --project training/detector -- FILE [MITDB-FOLDER [NSTDB-FOLDER]]
// Writes FILE (src/Signal/Detection/CandidateWeights.cs) and says what the detector then reaches on DS1.
if (args.Length is < 1 or > 3)
{
    Console.Error.WriteLine("Usage: FILE [MITDB-FOLDER [NSTDB-FOLDER]]");
    return 2;
}

var folder = WfdbFolder.Find("mitdb", args.ElementAtOrDefault(1));
var noise = EcgRecord.Load(Path.Combine(WfdbFolder.Find("nstdb", args.ElementAtOrDefault(2)), "ma"), annotator: null);
var records = RecordSet.Ds1.Records.Select(name => FitRecord.Load(folder, name)).ToList();
var weights = new DetectorFitting(records, noise, Environment.ProcessorCount).Run(Console.WriteLine);
WeightsFile.Write(args[0], weights);

var analysis = new EcgAnalysis(record =>
{
    var detector = new EcgDetector(new(record.SampleRateHz, [.. record.Leads]), false, new CandidateScorer(weights));
    var beats = new List<DetectedBeat>();
    detector.Process(record.Millivolts, beats);
    detector.Flush(detector.NextSample, beats);
    return [.. beats.Select(static beat => beat.Sample)];
});
var report = MitBihEvaluator.Run(analysis, new MitBihOptions(folder, RecordSet.Ds1));
var gross = report.Detection(RecordSet.Ds1).Gross;
Console.WriteLine($"DS1, fitted on itself: Se {gross.Sensitivity:P2}, +P {gross.PositivePredictivity:P2}, {gross.Missed} missed, {gross.Extra} extra.");
return 0;

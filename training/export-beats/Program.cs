using EcgStream.Evaluation.MitBih;
using EcgStream.Signal.Formats.Wfdb;

// Writes the models' input of all DS1 beats: dotnet run --project training/export-beats -- FILE [MIT-BIH folder]
if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("usage: export-beats FILE [MIT-BIH folder]");
    return 2;
}
var folder = WfdbFolder.Find("mitdb", args.ElementAtOrDefault(1));
Console.WriteLine($"{BeatExport.Write(folder, args[0])} beats of DS1");
return 0;

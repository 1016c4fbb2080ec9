using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcgStream.Bench.Measuring;

/// <summary>The figures, for people as they come and as JSON in the end.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject _json;
    private readonly Dictionary<string, string> _sections = []; // of each name in the JSON

    internal Report(JsonObject machine)
    {
        _json = new JsonObject { ["machine"] = machine };
        Say($"{machine["cpu"]}, {machine["cores"]} cores, {machine["dotnet"]}, ONNX Runtime {machine["onnxruntime"]}, " +
            $"Orleans {machine["orleansVersion"]}, commit {machine["commit"]}, load average {machine["loadStart"]}");
    }

    /// <summary>Section that is running: what it sets is saved in its file.</summary>
    internal string Section { get; set; } = "";

    internal static void Say(string line = "") => Console.WriteLine(line);

    internal void Set(string name, JsonNode value)
    {
        _json[name] = value;
        _sections[name] = Section;
    }

    internal void Add(string name, JsonNode value)
    {
        if (_json[name] is JsonArray array) array.Add(value);
        else Set(name, new JsonArray(value));
    }

    /// <summary>A figure of this run; NaN when its section was left out.</summary>
    internal double Number(string section, string name) => (double?)_json[section]?[name] ?? double.NaN;

    internal void End(double load)
    {
        ((JsonObject)_json["machine"]!)["loadEnd"] = load;
        Say();
        Say($"load average {_json["machine"]!["loadStart"]} at start, {load} at end");
    }

    internal void Write(FileInfo file) => Write(_json, file.FullName);

    /// <summary>Writes <c>DATE-SECTION.json</c> for each section that ran; an older file of the section goes.</summary>
    internal void Save(string folder, DateOnly date)
    {
        foreach (var section in _sections.GroupBy(name => name.Value, name => name.Key))
        {
            var json = new JsonObject { ["machine"] = _json["machine"]!.DeepClone() };
            foreach (var name in section) json[name] = _json[name]!.DeepClone();
            foreach (var older in Directory.EnumerateFiles(folder, $"????-??-??-{section.Key}.json")) File.Delete(older);
            Write(json, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}-{section.Key}.json")));
        }
    }

    private static void Write(JsonObject json, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, json.ToJsonString(Indented) + "\n");
    }
}

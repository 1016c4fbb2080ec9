using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcgStream.Bench.Measuring;

/// <summary>The figures, for people as they come and as JSON in the end.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject _json;

    internal Report(JsonObject machine)
    {
        _json = new JsonObject { ["machine"] = machine };
        Say($"{machine["cpu"]}, {machine["cores"]} cores, {machine["dotnet"]}, ONNX Runtime {machine["onnxruntime"]}, " +
            $"Orleans {machine["orleansVersion"]}, commit {machine["commit"]}, load average {machine["loadStart"]}");
    }

    internal static void Say(string line = "") => Console.WriteLine(line);

    internal void Set(string name, JsonNode value) => _json[name] = value;

    internal void Add(string name, JsonNode value)
    {
        if (_json[name] is JsonArray array) array.Add(value);
        else _json[name] = new JsonArray(value);
    }

    /// <summary>A figure of this run; NaN when its section was left out.</summary>
    internal double Number(string section, string name) => (double?)_json[section]?[name] ?? double.NaN;

    internal void End(double load)
    {
        ((JsonObject)_json["machine"]!)["loadEnd"] = load;
        Say();
        Say($"load average {_json["machine"]!["loadStart"]} at start, {load} at end");
    }

    internal void Write(FileInfo file)
    {
        Directory.CreateDirectory(file.DirectoryName!);
        File.WriteAllText(file.FullName, _json.ToJsonString(Indented) + "\n");
    }
}

using System.Text.Json;

namespace EcgStream.MicroBench.Checking;

/// <summary>Compares measured allocations with the committed ones.</summary>
internal static class AllocationCheck
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Measures and compares.</summary>
    /// <param name="file">JSON object: benchmark → most bytes per operation.</param>
    /// <returns>0 when no benchmark allocates more than its entry and every benchmark has one, else 1.</returns>
    internal static int Run(string file, TextWriter output)
    {
        var committed = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(file))!;
        var measured = AllocationMeter.Measure();
        var faults = 0;
        foreach (var (name, bytes) in measured)
        {
            var most = committed.TryGetValue(name, out var entry) ? entry : -1;
            var remark = most < 0 ? "no entry" : bytes > most ? "too many" : "";
            if (remark.Length > 0) faults++;
            output.WriteLine($"{bytes,8} of {most,8} bytes  {name}  {remark}");
        }

        foreach (var name in committed.Keys.Except(measured.Keys))
        {
            faults++;
            output.WriteLine($"{"",8}    {committed[name],8} bytes  {name}  no such benchmark");
        }

        output.WriteLine($"{measured.Count} benchmarks, {faults} faults");
        return faults == 0 ? 0 : 1;
    }

    /// <summary>Measures and writes the file anew.</summary>
    internal static int Update(string file, TextWriter output)
    {
        var measured = AllocationMeter.Measure();
        File.WriteAllText(file, JsonSerializer.Serialize(measured, Indented) + "\n");
        output.WriteLine($"{measured.Count} benchmarks written to {file}");
        return 0;
    }
}

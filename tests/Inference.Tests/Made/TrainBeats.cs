using System.Globalization;
using System.Reflection;

namespace EcgStream.Inference.Tests.Made;

/// <summary>The TRAIN split, where the data set is; only tests that need real beats read it.</summary>
internal static class TrainBeats
{
    public static string RepositoryRoot { get; } = typeof(TrainBeats).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    public static (float[] Samples, int[] Classes) Read()
    {
        var file = new[] { Environment.GetEnvironmentVariable("ECGSTREAM_DATA"), "data/ecg5000", "../shared/ecg5000" }
            .Where(folder => folder is not null)
            .Select(folder => Path.Combine(RepositoryRoot, folder!, "ECG5000_TRAIN.ts"))
            .FirstOrDefault(File.Exists);
        Assert.True(file is not null, "ECG5000_TRAIN.ts was not found: set ECGSTREAM_DATA to its folder.");
        var (samples, classes) = (new List<float>(), new List<int>());
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] is not ('#' or '@')))
        {
            var (values, label) = (line[..line.LastIndexOf(':')], line[(line.LastIndexOf(':') + 1)..]);
            samples.AddRange(values.Split(',').Select(v => float.Parse(v, CultureInfo.InvariantCulture)));
            classes.Add(int.Parse(label, CultureInfo.InvariantCulture));
        }
        return ([.. samples], [.. classes]);
    }
}

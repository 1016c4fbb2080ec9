using System.Diagnostics;
using System.Globalization;
using EcgStream.Evaluation.MitBih;
using EcgStream.Inference.Judging;
using EcgStream.Signal.Formats.Wfdb;
using Spectre.Console;

namespace EcgStream.Silo.Commands;

/// <summary><c>evaluate</c> on MIT-BIH: runs, shows progress on the error stream, prints the tables, writes files, logs looks at DS2.</summary>
internal static class EvaluateMitBih
{
    internal static void Run(MitBihOptions options, bool detectorOnly, string? json, string? docs, string why, CancellationToken cancel)
    {
        using var models = detectorOnly ? null : GroupJudge.Load(GroupJudge.ShippedFolder);
        var analysis = models is null ? new EcgAnalysis(DetectorRun.Find)
            : new EcgAnalysis(DetectorRun.Find, ModelRun.Of(models), models.Manifest.Version);
        var report = WithProgress(progress => MitBihEvaluator.Run(analysis, options, progress, cancel));
        MitBihTables.Write(report, Console.Out);
        if (json is not null) File.WriteAllText(json, MitBihJson.Write(report));
        if (docs is not null) File.WriteAllText(docs, EcgPage.Write(report));
        if (options.Set.LooksAtDs2) Log(report, why);
    }

    /// <summary>Folder of the noise records: as named, else beside the data, else where <see cref="WfdbFolder"/> says.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    internal static string NoiseFolder(string? named, string data)
    {
        var beside = Path.Combine(Path.GetDirectoryName(data)!, "nstdb");
        return WfdbFolder.Find("nstdb", string.IsNullOrWhiteSpace(named) && WfdbFolder.IsOne(beside) ? beside : named);
    }

    /// <summary>Reads "24,18,12".</summary>
    /// <exception cref="ArgumentException">A part is not a number.</exception>
    internal static IReadOnlyList<double> Ratios(string text) => [.. text.Split(',').Select(part =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && double.IsFinite(ratio)
            ? ratio
            : throw new ArgumentException($"--snr: '{part}' is not a number of dB."))];

    private static MitBihReport WithProgress(Func<IProgress<MitBihProgress>?, MitBihReport> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Out.IsTerminal) return run(null);
        return console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("records");
            return run(new Bar(task));
        });
    }

    // Outside of a clone there is no log; the row is printed all the same.
    private static void Log(MitBihReport report, string why)
    {
        var row = TestLog.Row(report, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), Commit(), why);
        Console.WriteLine();
        if (TestLog.Find(Directory.GetCurrentDirectory()) is { } file)
        {
            TestLog.Append(file, row);
            Console.WriteLine($"This looked at DS2. Appended to {file}:");
        }
        else Console.WriteLine("This looked at DS2. To be appended to training/test-log.md:");
        Console.WriteLine(row);
    }

    private static string Commit()
    {
        var hash = Git("rev-parse", "--short", "HEAD");
        if (hash.Length == 0) return "unknown";
        return hash + (Git("status", "--porcelain", "-uno", "--", "src").Length > 0 ? " with changes" : "");
    }

    private static string Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // git is not installed
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<MitBihProgress>
    {
        public void Report(MitBihProgress value)
        {
            task.MaxValue = value.All;
            task.Increment(1);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EcgStream.Signal;
using EcgStream.Signal.Bench;
using EcgStream.Signal.Conditioning;
using EcgStream.Signal.Detection;
using EcgStream.Signal.Formats.Wfdb;

// Conditioning and detection on one core: times real time, and bytes allocated a sample. Processor time is what counts on a busy machine.
// dotnet run -c Release --project bench/Signal.Bench -- [record of MIT-BIH, default 118] [folder]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int repeats = 9;
using var reader = WfdbSignalReader.Open(Path.Combine(WfdbFolder.Find("mitdb", args.ElementAtOrDefault(1)), args.ElementAtOrDefault(0) ?? "118"));
var header = reader.Header;
var leads = header.Signals.Count;
var units = new int[header.SampleCount * leads];
reader.Read(units);
var frames = new float[units.Length];
for (var i = 0; i < frames.Length; i++) frames[i] = (float)header.Signals[i % leads].ToPhysical(units[i]);
var cpu = File.Exists("/proc/cpuinfo")
    ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
    : null;
Console.WriteLine($"{cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {RuntimeInformation.FrameworkDescription}; record {header.Record}, {leads} leads at {header.SampleRateHz} Hz; load average {Load()}");

Measure("two leads, 360 Hz", new SignalFormat(header.SampleRateHz, [.. header.Signals.Select(static s => s.Description)]), frames);
Measure("twelve leads, 1,000 Hz", new SignalFormat(1_000, [.. Enumerable.Range(1, 12).Select(static i => $"L{i}")]), Widen(frames, leads, 12));
Console.WriteLine($"load average {Load()} at end");

void Measure(string name, SignalFormat format, float[] signal)
{
    var seconds = signal.Length / format.LeadCount / format.SampleRateHz;
    var (times, sink) = (new List<double>(), new Count());
    long bytes = 0;
    for (var i = 0; i < repeats + 3; i++)
    {
        var detector = new EcgDetector(format);
        var (processor, allocated) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread());
        detector.Process(signal, ref sink);
        bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        if (i >= 3) times.Add(seconds / spent); // three to warm up
    }

    times.Sort();
    Console.WriteLine($"{name,-24} {times[0],8:0} {times[repeats / 2],8:0} {times[^1],8:0} times real time (min/median/max of {repeats}, processor time); {(double)bytes / signal.Length:0.######} bytes a sample; snapshot {new EcgDetector(format).SnapshotSize} bytes");
}

static float[] Widen(float[] frames, int from, int to)
{
    var wide = new float[frames.Length / from * to];
    for (var i = 0; i < wide.Length; i++) wide[i] = frames[i / to * from + i % to % from];
    return wide;
}

static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

namespace EcgStream.Signal.Bench
{
    internal struct Count : IDetectorSink
    {
        public long Beats { get; private set; }

        public void OnBeat(in DetectedBeat beat) => Beats++;

        public void OnSample(SignalConditioner signal)
        {
        }
    }
}
